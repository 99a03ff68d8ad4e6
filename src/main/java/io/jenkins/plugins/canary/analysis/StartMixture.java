package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;

/**
 * Evidence against "the ratio is at most tolerated", for a fault that may begin at any time: a mixture of e-processes, each of
 * which is 1 until its start, with the weights of {@link Starts}. A mixture of e-processes is one (methods 1.1.4).
 *
 * <p>All started processes share their factors, so per alternative only Σ_j π_j Π (factors since s_j) is kept: this is the
 * recursion of Shiryaev and Roberts with unequal weights, and an interval costs the same however many starts there are.
 *
 * <p>The latest interval is provisional until the next one tells whether it was the beginning of a common trouble, which one
 * arm's scrapes can show before the other's. Not thread-safe.
 */
final class StartMixture implements Accusation {
    private static final double LN2 = StrictMath.log(2);

    private final Alternatives grid;
    private final Starts expected;
    private final Products settled;
    private final Powers room;
    private int starts;
    private double logRest;
    private Latest latest;
    private double evidence;
    private double evidenceSettled;

    private record Latest(Tables tables, double dispersion, double shift, Worth worth) {}

    /** A mixture for faults that begin at any time, without any start. */
    StartMixture(Alternatives grid) {
        this(grid, Starts.ANY_TIME);
    }

    StartMixture(Alternatives grid, Starts expected) {
        this.grid = grid;
        this.expected = expected;
        double[] nothing = new double[grid.size()];
        Arrays.fill(nothing, Double.NEGATIVE_INFINITY);
        settled = new Products(nothing);
        room = new Powers(grid.size());
    }

    /** Weight of start j, for faults that begin at any time. */
    static double weight(int j) {
        return Starts.ANY_TIME.weight(j);
    }

    @Override
    public void settle(double shift) {
        if (latest == null) {
            return;
        }
        if (shift > latest.shift()) {
            add(latest.tables(), latest.dispersion(), shift);
        }
        settled.multiply(latest.worth(), latest.dispersion());
        latest = null;
        forget();
    }

    /** {@inheritDoc} One more process starts now. */
    @Override
    public void begin() {
        settled.plus(StrictMath.log(expected.weight(starts)));
        starts++;
        logRest = StrictMath.log(expected.rest(starts));
        forget();
    }

    /** Never a sum from before a change: the same intervals must give the same bits, whoever looked in between. */
    private void forget() {
        evidence = Double.NaN;
        evidenceSettled = Double.NaN;
    }

    /** {@inheritDoc} Every process that has started counts it. */
    @Override
    public void add(Tables tables, double dispersion, double shift) {
        latest = new Latest(tables, dispersion, shift, grid.worth(tables, shift, room));
        evidence = Double.NaN;
    }

    /** {@inheritDoc} Processes that have not started are included. */
    @Override
    public double logEvidence() {
        if (Double.isNaN(evidence)) {
            evidence = latest == null ? logSettled() : sum(latest.worth(), latest.dispersion());
        }
        return evidence;
    }

    @Override
    public double logSettled() {
        if (Double.isNaN(evidenceSettled)) {
            evidenceSettled = sum(new Worth.Logs(new double[grid.size()]), 1);
        }
        return evidenceSettled;
    }

    /** {@inheritDoc} No average of alternatives exceeds the largest of them. */
    @Override
    public boolean mayReach(double log) {
        double more = latest == null ? 0 : latest.worth().bound() / latest.dispersion();
        double most = StrictMath.max(logRest, settled.bound() + StrictMath.max(0, more));
        return !(most + LN2 < log);
    }

    private double sum(Worth worth, double dispersion) {
        double[] terms = new double[grid.size() + 1];
        for (int k = 0; k < grid.size(); k++) {
            terms[k] = grid.logWeight(k) + settled.log(k) + worth.log(k) / dispersion;
        }
        terms[grid.size()] = logRest;
        return LogSpace.sum(terms);
    }
}
