package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is known of one channel of one metric: evidence for FAIL over the whole release, evidence for PASS since the latest
 * raise of the weight, and how the baseline is. Not thread-safe.
 */
final class ChannelJudge implements Comparison.Channel {
    /** A fault is counted from at most so long before it began (methods 1.1.4). */
    private static final Duration BETWEEN_STARTS = Duration.ofMinutes(5);

    /** Evidence that makes one look twice: a healthy release reaches it once in five times at most. */
    static final double SUSPICIOUS = StrictMath.log(1 / 0.2);

    /** So many events the canary must have had before they count: a guard against retries of one request. */
    private static final double FEWEST_EVENTS = 3;

    /** Evidence that is no more than this is none. */
    private static final double ROUNDING = 1e-9;

    private final CountRule rule;
    private final CountRule.Channel channel;
    private final Accusation fail;
    private final Acquittal pass;
    private final Level level = new Level();
    private final Dispersion dispersion;
    private final BaselineHealth health;
    private final Optional<QuantileRange> quantile;
    private final Stretches stretches = new Stretches();
    private final Vigil vigil;
    private Counts counts = Counts.NONE;
    private Tables latest = Tables.of(Counts.NONE);
    private Instant nextStart = Instant.MIN;
    private Instant raisedAt = Instant.MIN;
    private Instant end = Instant.MIN;
    private int weight = -1;
    private boolean settledWeight;
    private boolean ahead;

    /**
     * @param vigil how long it is watched where its events are misfortunes
     * @param quantile what all channels of the metric together tell of a quantile, if that was asked for
     */
    ChannelJudge(CountRule rule, CountRule.Channel channel, Vigil vigil, Optional<QuantileRange> quantile) {
        this.rule = rule;
        this.channel = channel;
        this.vigil = vigil;
        this.quantile = quantile;
        fail = accusation(rule.tolerated());
        pass = acquittal();
        health = new BaselineHealth(rule.harmful(), rule.sense());
        dispersion =
                rule.calibrated() ? new KnownDispersion(channel.dispersion().getAsDouble()) : new OnlineDispersion();
    }

    /** What is tolerated by ratio or by difference is tolerated. */
    private Accusation accusation(double ratio) {
        Accusation byRatio = new StartMixture(RatioGrid.against(ratio), rule.starts());
        return rule.difference()
                .map(Difference::tolerate)
                .filter(tolerate -> tolerate > 0)
                .<Accusation>map(tolerate -> new Accusation.Weaker(
                        byRatio, new StartMixture(DifferenceGrid.against(tolerate, level), rule.starts())))
                .orElse(byRatio);
    }

    /** Harmful is what is harmful by ratio and by difference. */
    private Acquittal acquittal() {
        Acquittal byRatio = new RatioEProcess(RatioGrid.inFavour(rule.harmful()));
        return rule.difference()
                .<Acquittal>map(difference -> new Acquittal.Average(
                        byRatio, new RatioEProcess(DifferenceGrid.inFavour(difference.harmful(), level))))
                .orElse(byRatio);
    }

    /** What the baseline did before the release, and how restless it was. */
    void known(double total, double events, double unrest) {
        health.known(total, events, unrest);
        if (rule.by().isEmpty()) {
            level.known(total, events);
        }
    }

    /** The weight was raised: what counts for PASS begins anew. */
    void raised(Instant at) {
        pass.restart();
        raisedAt = at;
        nextStart = Instant.MIN;
    }

    /** Counts one interval; impossible counts are left out. */
    void add(Interval interval, Tables more) {
        Tables asked = more.asked(rule.sense());
        if (!asked.possible()) {
            return;
        }
        double factor = dispersion.factor();
        Counts sum = more.sum();
        end = interval.end();
        health.add(interval, sum, factor);
        settle();
        begin(interval);
        fail.add(asked, factor, health.excess());
        if (!health.unhealthy() && !interval.start().isBefore(raisedAt)) {
            pass.add(asked, factor);
        }
        ahead = interval.flags().contains(IntervalFlag.AHEAD);
        settledWeight = health.known() && interval.end().isAfter(raisedAt.plus(health.span()));
        stretches.add(sum, asked, factor);
        counts = counts.plus(sum);
        latest = asked;
    }

    /** The interval before counts as far as the baseline has stayed healthy since. */
    private void settle() {
        fail.settle(health.excess());
        if (rule.difference().isPresent()) {
            level.learn(latest);
        }
        if (!health.unhealthy()) {
            dispersion.learn(latest);
        }
    }

    private void begin(Interval interval) {
        if (interval.weight() == weight && interval.start().isBefore(nextStart)) {
            return;
        }
        fail.begin();
        stretches.begin(interval.start(), interval.weight());
        weight = interval.weight();
        nextStart = interval.start().plus(BETWEEN_STARTS);
    }

    @Override
    public String label() {
        return channel.label();
    }

    @Override
    public double share() {
        return rule.share(channel);
    }

    @Override
    public double logFail() {
        return fail.logEvidence();
    }

    /**
     * {@inheritDoc}
     *
     * <p>What comes out of the blue, after the weight has stood for a while, has to wait one interval where the canary was scraped
     * ahead of the baseline: a common outage would show in it first.
     */
    @Override
    public double logAlarm() {
        if (rule.sense().asked(counts).canaryEvents() < FEWEST_EVENTS) {
            return Double.NEGATIVE_INFINITY;
        }
        boolean sudden = ahead && settledWeight && fail.logSettled() < SUSPICIOUS;
        return sudden ? fail.logSettled() : fail.logEvidence();
    }

    @Override
    public boolean mayAlarm(double failAt) {
        return fail.mayReach(failAt) && logAlarm() >= failAt;
    }

    @Override
    public double logPass() {
        return pass.logEvidence();
    }

    /** Whether these are misfortunes, and none speaks for harm. */
    boolean calm() {
        return rule.sense() == Sense.MISFORTUNE && logFail() < ROUNDING;
    }

    /** Whether PASS waited until harm by misfortunes would have been seen. */
    boolean isWatched() {
        return vigil.isKept();
    }

    /** Whether they are calm, and the canary was watched for long enough since its weight was raised. */
    boolean quiet(double passAt) {
        return calm() && raisedAt.isAfter(Instant.MIN) && !end.isBefore(vigil.end(raisedAt, passAt));
    }

    @Override
    public Evidence evidence(double alpha, double failAt, double passAt) {
        RatioLikelihood.Limits limits = rule.sense().shown(stretches.all().limits(alpha));
        return new Evidence(
                rule.metric(),
                channel.label(),
                counts.canaryTotal(),
                counts.canaryEvents(),
                counts.baselineTotal(),
                counts.baselineEvents(),
                logFail(),
                failAt,
                logPass(),
                passAt,
                limits.low(),
                limits.high(),
                OptionalDouble.empty());
    }

    @Override
    public CountSentences told(double alpha) {
        return new CountSentences(this, alpha);
    }

    CountRule rule() {
        return rule;
    }

    double tolerated() {
        return rule.tolerated();
    }

    boolean calibrated() {
        return dispersion.calibrated();
    }

    /** How much more the counts vary than independent requests, as far as is known now. */
    double dispersion() {
        return dispersion.factor();
    }

    /** What is told of a quantile, as sentences. */
    Optional<QuantileRange> quantile() {
        return quantile;
    }

    Stretches stretches() {
        return stretches;
    }

    BaselineHealth health() {
        return health;
    }
}
