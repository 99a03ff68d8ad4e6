package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one metric that counts, channel by channel. Not thread-safe. */
final class CountJudge implements IntervalJudge {
    private static final int CANARY = 0;
    private static final int BASELINE = 1;

    /** How strongly a lesser channel may speak for harm when the metric passes, as a natural logarithm. */
    private static final double LEAN = -1;

    /** Shares that differ by no more than this part are equal. */
    private static final double ROUNDING = 1e-9;

    private final CountRule rule;
    private final List<ChannelJudge> channels = new ArrayList<>();
    private final double greatestShare;
    private final Sightings sightings;
    private final Optional<BudgetGuard> budget;
    private final Optional<QuantileRange> quantile;
    private final SplitGuard split = new SplitGuard();
    private Instant end = Instant.MIN;
    private Instant raisedAt = Instant.MIN;
    private boolean edgeMissing;

    /**
     * Throws {@link IllegalArgumentException} if the rule makes no sense.
     *
     * @param vigil how long it is watched where its events are misfortunes
     */
    CountJudge(CountRule rule, Vigil vigil) {
        this.rule = checked(rule);
        quantile = rule.particulars().quantile().map(QuantileRange::new);
        for (CountRule.Channel channel : rule.channels()) {
            channels.add(new ChannelJudge(rule, channel, vigil, quantile));
        }
        greatestShare = channels.stream().mapToDouble(ChannelJudge::share).max().orElseThrow();
        budget = rule.objective().map(BudgetGuard::new);
        String things = rule.sense() == Sense.MISFORTUNE ? "pods" : "requests";
        sightings = new Sightings("canary " + things, "baseline " + things);
    }

    private static CountRule checked(CountRule rule) {
        String at = rule.metric() + ": ";
        RuleChecks.check(rule.metric(), rule.weight(), rule.tolerate(), rule.harmful());
        if (rule.channels().stream().anyMatch(channel -> !(channel.dispersion().orElse(1) >= 1))) {
            throw new IllegalArgumentException(at + "a dispersion is at least 1");
        }
        if (rule.channels().isEmpty() || rule.channels().stream().anyMatch(channel -> !(channel.share() > 0))) {
            throw new IllegalArgumentException(at + "needs channels, each with a positive share");
        }
        if (rule.particulars().quantile().stream()
                .anyMatch(quantile -> quantile.edges().size() != rule.channels().size())) {
            throw new IllegalArgumentException(at + "a quantile needs the edge of each channel");
        }
        return rule;
    }

    @Override
    public CountRule rule() {
        return rule;
    }

    @Override
    public double weight() {
        return rule.weight();
    }

    @Override
    public List<ChannelJudge> channels() {
        return channels;
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public boolean calibrated() {
        return rule.calibrated();
    }

    @Override
    public void known(ArmCounts past, List<Double> unrest) {
        checkChannels(past);
        if (!unrest.isEmpty() && unrest.size() != channels.size()) {
            throw new IllegalArgumentException(rule.metric() + ": the unrest of " + unrest.size()
                    + " channels for a rule with " + channels.size());
        }
        for (int i = 0; i < channels.size(); i++) {
            double usual = unrest.isEmpty() ? 1 : unrest.get(i);
            channels.get(i).known(past.total(), past.events().get(i), usual);
        }
        budget.ifPresent(guard -> guard.known(past.total()));
    }

    /** Until when the baseline's health is known; empty if it cannot be known, or nothing has come yet. */
    Optional<Instant> healthKnownUntil() {
        return channels.get(0).health().known() && end.isAfter(Instant.MIN) ? Optional.of(end) : Optional.empty();
    }

    @Override
    public void raised(Instant at) {
        channels.forEach(channel -> channel.raised(at));
        quantile.ifPresent(QuantileRange::restart);
        raisedAt = at;
    }

    @Override
    public void add(Interval interval) {
        checkChannels(interval);
        if (interval.start().isBefore(end)) {
            return;
        }
        end = interval.end();
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).add(interval, Tables.of(interval, i));
        }
        if (!interval.start().isBefore(raisedAt)) {
            quantile.ifPresent(range -> range.add(interval, channels));
        }
        budget.ifPresent(guard -> guard(guard, interval));
        split.add(interval);
        edgeMissing = interval.flags().contains(IntervalFlag.EDGE_MISSING);
        sightings.told(interval.start(), end);
        if (interval.canary().total() > 0) {
            sightings.seen(CANARY, end);
        }
        if (interval.baseline().total() > 0) {
            sightings.seen(BASELINE, end);
        }
    }

    private static void guard(BudgetGuard guard, Interval interval) {
        Tables first = Tables.of(interval, 0);
        if (first.possible()) {
            guard.add(interval, first.standardised());
        }
    }

    private void checkChannels(Interval interval) {
        checkChannels(interval.canary());
        checkChannels(interval.baseline());
        for (Stratum stratum : interval.strata()) {
            checkChannels(stratum.canary());
            checkChannels(stratum.baseline());
        }
    }

    private void checkChannels(ArmCounts counts) {
        if (counts.events().size() != channels.size()) {
            throw new IllegalArgumentException(rule.metric() + ": "
                    + counts.events().size() + " event counts for a rule with " + channels.size() + " channels");
        }
    }

    @Override
    public Optional<Said> tripped() {
        return budget.flatMap(
                guard -> guard.tripped(Sentences.name(rule, channels.get(0).label())));
    }

    /** Whether one arm lacks a bucket that is compared, as far as is known now. */
    boolean edgeMissing() {
        return edgeMissing;
    }

    /** Whether the canary gets another share of requests than its weight; only requests can tell. */
    Optional<SplitGuard.Skew> skew() {
        return rule.sense() == Sense.MISFORTUNE ? Optional.empty() : split.skew();
    }

    @Override
    public boolean servedSince(Instant time) {
        return sightings.lastSeen(CANARY).isAfter(time);
    }

    @Override
    public ChannelJudge main() {
        return channels.stream().filter(this::isGreatest).findFirst().orElseThrow();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Harm must be excluded in every channel with the greatest share, and no other may speak for harm. Of misfortunes, which
     * may be too rare for that in the time of a release, it is enough that they were quiet for long enough ({@link Vigil}).
     */
    @Override
    public Optional<ChannelJudge> firstUnpassed(double passAt) {
        return channels.stream()
                .filter(channel -> channel.logPass() < (isGreatest(channel) ? passAt : LEAN))
                .filter(channel -> !channel.quiet(passAt))
                .findFirst();
    }

    private boolean isGreatest(ChannelJudge channel) {
        return channel.share() > greatestShare * (1 - ROUNDING);
    }

    /** The channel in which the baseline has been unhealthy for longest; empty if it is healthy. */
    Optional<ChannelJudge> unhealthyChannel() {
        Optional<ChannelJudge> longest = Optional.empty();
        Instant earliest = Instant.MAX;
        for (ChannelJudge channel : channels) {
            Instant since = channel.health().since().orElse(Instant.MAX);
            if (since.isBefore(earliest)) {
                earliest = since;
                longest = Optional.of(channel);
            }
        }
        return longest;
    }
}
