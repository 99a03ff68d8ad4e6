package io.jenkins.plugins.canary.analysis;

/**
 * Evidence against a hypothesis about the ratio, since one point in time: a mixture of likelihood ratios over a
 * {@link RatioGrid}. It may be looked at after every interval: under the hypothesis it ever reaches 1/a with probability a at
 * most (J. Ville 1939; Lindon and Malek 2022, theorem 2.1). Not thread-safe.
 */
final class RatioEProcess {
    private final RatioGrid grid;
    private final double[] logs;

    RatioEProcess(RatioGrid grid) {
        this.grid = grid;
        logs = new double[grid.size()];
        restart();
    }

    /** Forgets everything. */
    void restart() {
        for (int k = 0; k < logs.length; k++) {
            logs[k] = grid.logWeight(k);
        }
    }

    /**
     * Counts one interval.
     *
     * @param dispersion variance of the counts relative to a binomial's, at least 1, known before the interval
     */
    void add(Counts counts, double dispersion) {
        double[] factors = grid.logFactors(counts, 1);
        for (int k = 0; k < logs.length; k++) {
            logs[k] += factors[k] / dispersion;
        }
    }

    /** Natural logarithm of the evidence. */
    double logEvidence() {
        return LogSpace.sum(logs);
    }
}
