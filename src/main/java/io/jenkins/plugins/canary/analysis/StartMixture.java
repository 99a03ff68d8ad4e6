package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;

/**
 * Evidence against "the ratio is at most tolerated", for a fault that may begin at any time: a mixture of e-processes, each of
 * which is 1 until its start. Start 0 has weight 1/2 and start j has 1/(2 j (j+1)), whatever the horizon, so going on longer
 * costs nothing. A mixture of e-processes is one (methods 1.1.4).
 *
 * <p>All started processes share their factors, so per alternative only Σ_j π_j Π (factors since s_j) is kept: this is the
 * recursion of Shiryaev and Roberts with unequal weights, and an interval costs the same however many starts there are.
 *
 * <p>The latest interval is provisional until the next one tells whether it was the beginning of a common trouble, which one
 * arm's scrapes can show before the other's. Not thread-safe.
 */
final class StartMixture {
    private final RatioGrid grid;
    private final Starts expected;
    private final double[] settled;
    private int starts;
    private Latest latest;
    private double logSettled;
    private double logEvidence;

    private record Latest(Counts counts, double dispersion, double shift) {}

    /** A mixture for faults that begin at any time, without any start. */
    StartMixture(RatioGrid grid) {
        this(grid, Starts.ANY_TIME);
    }

    StartMixture(RatioGrid grid, Starts expected) {
        this.grid = grid;
        this.expected = expected;
        settled = new double[grid.size()];
        Arrays.fill(settled, Double.NEGATIVE_INFINITY);
    }

    /** Weight of start j, for faults that begin at any time. */
    static double weight(int j) {
        return Starts.ANY_TIME.weight(j);
    }

    /**
     * Counts the latest interval for good.
     *
     * @param shift how many times more than tolerated is taken for granted in it after all; never less than it was
     */
    void settle(double shift) {
        if (latest == null) {
            return;
        }
        double[] factors =
                factors(new Latest(latest.counts(), latest.dispersion(), StrictMath.max(shift, latest.shift())));
        for (int k = 0; k < settled.length; k++) {
            settled[k] += factors[k];
        }
        latest = null;
        logSettled = log(settled);
        logEvidence = logSettled;
    }

    /** One more process starts now; the latest interval must be settled. */
    void begin() {
        double logWeight = StrictMath.log(expected.weight(starts));
        for (int k = 0; k < settled.length; k++) {
            settled[k] = LogSpace.sum(settled[k], logWeight);
        }
        starts++;
    }

    /**
     * Counts one interval in every process that has started; the one before must be settled.
     *
     * @param dispersion variance of the counts relative to a binomial's, at least 1, known before the interval
     * @param shift how many times more than tolerated is taken for granted in this interval, at least 1
     */
    void add(Counts counts, double dispersion, double shift) {
        latest = new Latest(counts, dispersion, shift);
        double[] logs = factors(latest);
        for (int k = 0; k < logs.length; k++) {
            logs[k] += settled[k];
        }
        logEvidence = log(logs);
    }

    /** Natural logarithm of the evidence, processes that have not started included. */
    double logEvidence() {
        return logEvidence;
    }

    /** The same without the latest interval. */
    double logSettled() {
        return logSettled;
    }

    private double[] factors(Latest interval) {
        double[] factors = grid.logFactors(interval.counts(), interval.shift());
        for (int k = 0; k < factors.length; k++) {
            factors[k] /= interval.dispersion();
        }
        return factors;
    }

    private double log(double[] logs) {
        double[] terms = new double[logs.length + 1];
        for (int k = 0; k < logs.length; k++) {
            terms[k] = grid.logWeight(k) + logs[k];
        }
        terms[logs.length] = StrictMath.log(expected.rest(starts));
        return LogSpace.sum(terms);
    }
}
