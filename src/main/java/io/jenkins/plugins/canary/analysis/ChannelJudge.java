package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;

/**
 * All that is known of one channel of one metric: evidence for FAIL over the whole release, evidence for PASS since the latest
 * raise of the weight, and how the baseline is. Not thread-safe.
 */
final class ChannelJudge {
    private static final Duration BETWEEN_STARTS = Duration.ofMinutes(5);

    /** Evidence that makes one look twice: a healthy release reaches it once in five times at most. */
    static final double SUSPICIOUS = StrictMath.log(1 / 0.2);

    private final StartMixture fail;
    private final RatioEProcess pass;
    private final Dispersion dispersion;
    private final BaselineHealth health;
    private final Stretches stretches = new Stretches();
    private Counts counts = Counts.NONE;
    private Counts latest = Counts.NONE;
    private Instant nextStart = Instant.MIN;
    private Instant raisedAt = Instant.MIN;
    private int weight = -1;
    private boolean sudden;

    ChannelJudge(double tolerated, double harmful, Dispersion dispersion) {
        fail = new StartMixture(RatioGrid.against(tolerated));
        pass = new RatioEProcess(RatioGrid.inFavour(harmful));
        health = new BaselineHealth(harmful);
        this.dispersion = dispersion;
    }

    /** What the baseline did before the release. */
    void known(double total, double events) {
        health.known(total, events);
    }

    /** The weight was raised: what counts for PASS begins anew. */
    void raised(Instant at) {
        pass.restart();
        raisedAt = at;
        nextStart = Instant.MIN;
    }

    /** Counts one interval; impossible counts are left out. */
    void add(Interval interval, Counts more) {
        if (!more.possible()) {
            return;
        }
        double factor = dispersion.factor();
        health.add(interval, more, factor);
        settle();
        begin(interval);
        fail.add(more, factor, health.excess());
        if (!health.unhealthy() && !interval.start().isBefore(raisedAt)) {
            pass.add(more, factor);
        }
        Instant settledIn = raisedAt.plus(BaselineHealth.span(interval));
        sudden = health.known() && interval.end().isAfter(settledIn) && fail.logSettled() < SUSPICIOUS;
        stretches.add(more, factor);
        counts = counts.plus(more);
        latest = more;
    }

    /** The interval before counts as far as the baseline has stayed healthy since. */
    private void settle() {
        fail.settle(health.excess());
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

    /** Natural logarithm of the evidence against "not worse than tolerated". */
    double logFail() {
        return fail.logEvidence();
    }

    /**
     * The part of it that an alarm may rest on. What comes out of the blue, after the weight has stood for a while, has to wait
     * one interval: a common outage may show in one arm's scrapes before it shows in the other's.
     */
    double logAlarm() {
        return sudden ? fail.logSettled() : fail.logEvidence();
    }

    /** Natural logarithm of the evidence against "harmful". */
    double logPass() {
        return pass.logEvidence();
    }

    Counts counts() {
        return counts;
    }

    Stretches stretches() {
        return stretches;
    }

    BaselineHealth health() {
        return health;
    }
}
