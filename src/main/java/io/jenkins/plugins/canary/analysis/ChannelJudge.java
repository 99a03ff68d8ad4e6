package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;

/**
 * All that is known of one channel of one metric: evidence for FAIL over the whole release, evidence for PASS since the latest
 * raise of the weight, and how the baseline is. Not thread-safe.
 */
final class ChannelJudge {
    private static final Duration BETWEEN_STARTS = Duration.ofMinutes(5);

    private final StartMixture fail;
    private final RatioEProcess pass;
    private final Dispersion dispersion;
    private final BaselineHealth health;
    private final Stretches stretches = new Stretches();
    private Counts counts = Counts.NONE;
    private Instant nextStart = Instant.MIN;
    private int weight = -1;
    private double logFail;

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
    void raised() {
        pass.restart();
        nextStart = Instant.MIN;
    }

    /**
     * Counts one interval; impossible counts are left out.
     *
     * @param forPass whether all of it lies after the latest raise of the weight
     */
    void add(Interval interval, Counts more, boolean forPass) {
        if (!more.possible()) {
            return;
        }
        begin(interval);
        double factor = dispersion.factor();
        health.add(interval, more, factor);
        fail.add(more, factor, health.excess());
        logFail = fail.logEvidence();
        if (!health.unhealthy()) {
            if (forPass) {
                pass.add(more, factor);
            }
            dispersion.learn(more);
        }
        stretches.add(more, factor);
        counts = counts.plus(more);
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
        return logFail;
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

    boolean calibrated() {
        return dispersion.calibrated();
    }
}
