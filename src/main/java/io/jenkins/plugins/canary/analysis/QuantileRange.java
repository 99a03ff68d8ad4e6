package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;
import java.util.List;

/**
 * In which buckets a quantile lies, in each arm, since the weight was last raised. Not thread-safe.
 *
 * <p>The quantile is over an edge if surely more than 1 − level of the requests are slower than it, and at most the edge if surely
 * fewer are. "Surely" is a confidence sequence for the share that is slower, from the Beta mixture of binomial likelihoods with a
 * uniform prior (H. Robbins, Ann. Math. Stat. 41, 1970; methods 1.2): it may be looked at after every interval and errs on either
 * side in a share alpha/2 of cases. For one quantile no more is allowed for several edges, as only the two around it can err.
 */
final class QuantileRange {
    private final Quantile quantile;
    private final double[][] totals;
    private final double[][] slower;

    QuantileRange(Quantile quantile) {
        this.quantile = quantile;
        totals = new double[2][quantile.edges().size()];
        slower = new double[2][quantile.edges().size()];
    }

    /** Forgets everything. */
    void restart() {
        for (int arm = 0; arm < 2; arm++) {
            Arrays.fill(totals[arm], 0);
            Arrays.fill(slower[arm], 0);
        }
    }

    /**
     * Counts one interval.
     *
     * @param channels for their dispersions, by which the information is divided
     */
    void add(Interval interval, List<ChannelJudge> channels) {
        if (interval.flags().contains(IntervalFlag.EDGE_MISSING)) {
            return;
        }
        for (int edge = 0; edge < channels.size(); edge++) {
            Counts counts = Counts.of(interval, edge);
            double dispersion = channels.get(edge).dispersion();
            if (counts.possible()) {
                totals[0][edge] += counts.canaryTotal() / dispersion;
                slower[0][edge] += counts.canaryEvents() / dispersion;
                totals[1][edge] += counts.baselineTotal() / dispersion;
                slower[1][edge] += counts.baselineEvents() / dispersion;
            }
        }
    }

    /** "p99 0.5 s to 1 s against 0.25 s to 0.5 s of the baseline". */
    String sentence(double alpha) {
        return quantile.name() + " " + range(0, alpha) + " against " + range(1, alpha) + " of the baseline";
    }

    private String range(int arm, double alpha) {
        String over = "";
        String atMost = "";
        for (int edge = 0; edge < quantile.edges().size(); edge++) {
            int side = side(totals[arm][edge], slower[arm][edge], alpha);
            if (side > 0) {
                over = quantile.edges().get(edge);
            } else if (side < 0 && atMost.isEmpty()) {
                atMost = quantile.edges().get(edge);
            }
        }
        if (over.isEmpty()) {
            return atMost.isEmpty() ? "not known yet" : "at most " + atMost;
        }
        return atMost.isEmpty() ? "over " + over : over + " to " + atMost;
    }

    /** 1 if surely more are slower than the quantile allows, -1 if surely fewer are, else 0. */
    private int side(double total, double slow, double alpha) {
        double allowed = 1 - quantile.level();
        double fast = total - slow;
        double log = Factorials.log(slow)
                + Factorials.log(fast)
                - Factorials.log(total + 1)
                - slow * StrictMath.log(allowed)
                - fast * StrictMath.log(1 - allowed);
        if (log < StrictMath.log(2 / alpha)) {
            return 0;
        }
        return slow > allowed * total ? 1 : -1;
    }
}
