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
final class StartMixture implements Accusation {
    private static final double LN2 = StrictMath.log(2);

    private final Alternatives grid;
    private final Starts expected;
    private Sum settled;
    private Sum current;
    private int starts;
    private double logRest;
    private Latest latest;

    private record Latest(Tables tables, double dispersion, double shift) {}

    /** Σ_j π_j Π (factors since s_j) per alternative, as logarithms. Adding them up is dear, and seldom asked for. */
    private static final class Sum {
        private final double[] logs;
        private double largest = Double.NEGATIVE_INFINITY;
        private double evidence = Double.NaN;

        Sum(double[] logs) {
            this.logs = logs;
            for (double log : logs) {
                largest = StrictMath.max(largest, log);
            }
        }
    }

    /** A mixture for faults that begin at any time, without any start. */
    StartMixture(Alternatives grid) {
        this(grid, Starts.ANY_TIME);
    }

    StartMixture(Alternatives grid, Starts expected) {
        this.grid = grid;
        this.expected = expected;
        double[] nothing = new double[grid.size()];
        Arrays.fill(nothing, Double.NEGATIVE_INFINITY);
        settled = new Sum(nothing);
        settled.evidence = 0;
        current = settled;
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
            current = plus(new Latest(latest.tables(), latest.dispersion(), shift));
        }
        settled = current;
        latest = null;
    }

    /** {@inheritDoc} One more process starts now. */
    @Override
    public void begin() {
        double before = logEvidence();
        double logWeight = StrictMath.log(expected.weight(starts));
        double[] logs = new double[settled.logs.length];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = LogSpace.sum(settled.logs[k], logWeight);
        }
        starts++;
        logRest = StrictMath.log(expected.rest(starts));
        settled = new Sum(logs);
        settled.evidence = before;
        current = settled;
    }

    /** {@inheritDoc} Every process that has started counts it. */
    @Override
    public void add(Tables tables, double dispersion, double shift) {
        latest = new Latest(tables, dispersion, shift);
        current = plus(latest);
    }

    private Sum plus(Latest interval) {
        double[] logs = grid.logFactors(interval.tables(), interval.shift());
        for (int k = 0; k < logs.length; k++) {
            logs[k] = settled.logs[k] + logs[k] / interval.dispersion();
        }
        return new Sum(logs);
    }

    /** {@inheritDoc} Processes that have not started are included. */
    @Override
    public double logEvidence() {
        return evidence(current);
    }

    @Override
    public double logSettled() {
        return evidence(settled);
    }

    /** {@inheritDoc} No average of alternatives exceeds the largest of them. */
    @Override
    public boolean mayReach(double log) {
        double most = StrictMath.max(logRest, StrictMath.max(current.largest, settled.largest));
        return !(most + LN2 < log);
    }

    private double evidence(Sum sum) {
        if (Double.isNaN(sum.evidence)) {
            double[] terms = new double[sum.logs.length + 1];
            for (int k = 0; k < sum.logs.length; k++) {
                terms[k] = grid.logWeight(k) + sum.logs[k];
            }
            terms[sum.logs.length] = logRest;
            sum.evidence = LogSpace.sum(terms);
        }
        return sum.evidence;
    }
}
