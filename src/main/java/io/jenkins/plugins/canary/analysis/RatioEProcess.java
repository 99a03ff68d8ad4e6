package io.jenkins.plugins.canary.analysis;

/**
 * Evidence against a hypothesis about both arms, since one point in time: a mixture of likelihood ratios over its
 * {@link Alternatives}. It may be looked at after every interval: under the hypothesis it ever reaches 1/a with probability a at
 * most (J. Ville 1939; Lindon and Malek 2022, theorem 2.1). Not thread-safe.
 */
final class RatioEProcess implements Acquittal {
    private final Alternatives grid;
    private final Powers room;
    private Products products;

    RatioEProcess(Alternatives grid) {
        this.grid = grid;
        room = new Powers(grid.size());
        restart();
    }

    @Override
    public void restart() {
        double[] logs = new double[grid.size()];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = grid.logWeight(k);
        }
        products = new Products(logs);
    }

    @Override
    public void add(Tables tables, double dispersion) {
        products.multiply(grid.worth(tables, 1, room), dispersion);
    }

    @Override
    public double logEvidence() {
        double[] logs = new double[products.size()];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = products.log(k);
        }
        return LogSpace.sum(logs);
    }
}
