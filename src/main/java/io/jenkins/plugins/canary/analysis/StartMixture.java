package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;

/**
 * Evidence against "the ratio is at most tolerated", for a fault that may begin at any time: a mixture of e-processes, each of
 * which is 1 until its start. Start 0 has weight 1/2 and start j has 1/(2 j (j+1)), whatever the horizon, so going on longer
 * costs nothing. A mixture of e-processes is one (methods 1.1.4).
 *
 * <p>All started processes share their factors, so per alternative only Σ_j π_j Π (factors since s_j) is kept: this is the
 * recursion of Shiryaev and Roberts with unequal weights, and an interval costs the same however many starts there are.
 * Not thread-safe.
 */
final class StartMixture {
    private final RatioGrid grid;
    private final double[] logs;
    private int starts;

    /** A mixture without any start. */
    StartMixture(RatioGrid grid) {
        this.grid = grid;
        logs = new double[grid.size()];
        Arrays.fill(logs, Double.NEGATIVE_INFINITY);
    }

    /** Weight of start j. */
    static double weight(int j) {
        return j == 0 ? 0.5 : 0.5 / (j * (j + 1.0));
    }

    /** One more process starts now. */
    void begin() {
        double logWeight = StrictMath.log(weight(starts));
        for (int k = 0; k < logs.length; k++) {
            logs[k] = LogSpace.sum(logs[k], logWeight);
        }
        starts++;
    }

    /**
     * Counts one interval in every process that has started.
     *
     * @param dispersion variance of the counts relative to a binomial's, at least 1, known before the interval
     * @param shift how many times more than tolerated is taken for granted in this interval, at least 1
     */
    void add(Counts counts, double dispersion, double shift) {
        double[] factors = grid.logFactors(counts, shift);
        for (int k = 0; k < logs.length; k++) {
            logs[k] += factors[k] / dispersion;
        }
    }

    /** Natural logarithm of the evidence, processes that have not started included. */
    double logEvidence() {
        if (starts == 0) {
            return 0;
        }
        double[] terms = new double[logs.length + 1];
        for (int k = 0; k < logs.length; k++) {
            terms[k] = grid.logWeight(k) + logs[k];
        }
        terms[logs.length] = StrictMath.log(0.5 / starts);
        return LogSpace.sum(terms);
    }
}
