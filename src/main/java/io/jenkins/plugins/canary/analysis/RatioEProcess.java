package io.jenkins.plugins.canary.analysis;

/**
 * Evidence against a hypothesis about both arms, since one point in time: a mixture of likelihood ratios over its
 * {@link Alternatives}. It may be looked at after every interval: under the hypothesis it ever reaches 1/a with probability a at
 * most (J. Ville 1939; Lindon and Malek 2022, theorem 2.1). Not thread-safe.
 */
final class RatioEProcess implements Acquittal {
    private final Alternatives grid;
    private final double[] logs;

    RatioEProcess(Alternatives grid) {
        this.grid = grid;
        logs = new double[grid.size()];
        restart();
    }

    @Override
    public void restart() {
        for (int k = 0; k < logs.length; k++) {
            logs[k] = grid.logWeight(k);
        }
    }

    @Override
    public void add(Tables tables, double dispersion) {
        double[] factors = grid.logFactors(tables, 1);
        for (int k = 0; k < logs.length; k++) {
            logs[k] += factors[k] / dispersion;
        }
    }

    @Override
    public double logEvidence() {
        return LogSpace.sum(logs);
    }
}
