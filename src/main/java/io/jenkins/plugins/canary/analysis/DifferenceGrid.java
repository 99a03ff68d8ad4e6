package io.jenkins.plugins.canary.analysis;

import java.util.OptionalDouble;

/**
 * A hypothesis about the difference of the arms' shares, p_canary − p_baseline ≤ d (or ≥ d), and a grid of alternatives.
 *
 * <p>An alternative is a pair of shares, chosen before the interval is seen: the baseline's is what is known of its
 * {@link Level}, the canary's lies beyond the hypothesis. What an interval is worth is the likelihood of the alternative relative
 * to that of the pair in the hypothesis that is nearest to it by divergence, n_c KL(q_c‖θ_c) + n_b KL(q_b‖θ_b). As the hypothesis
 * is a convex set of pairs, that is worth 1 on average at most under <em>every</em> pair in it (R. Turner, A. Ly and P. Grünwald,
 * "Generic e-variables for exact sequential k-sample tests", arXiv 2106.02693, theorem 1, with unequal blocks): whatever level
 * both arms have, however it drifts, and for rare and frequent events alike, as it needs no approximation. A wrong level costs
 * time, never a false verdict. Not thread-safe, as its level is not.
 */
final class DifferenceGrid implements Alternatives {
    /** Halvings of a range of shares until the nearest pair is known to more digits than the factor's own rounding. */
    private static final int HALVINGS = 45;

    private final double difference;
    private final Side side;
    private final double[] logOdds;
    private final double[] logWeights;
    private final Level level;

    private DifferenceGrid(double difference, Side side, RatioGrid grid, Level level) {
        this.difference = difference;
        this.side = side;
        this.level = level;
        logOdds = new double[grid.size()];
        logWeights = new double[grid.size()];
        for (int k = 0; k < logOdds.length; k++) {
            logOdds[k] = grid.logRelative(k);
            logWeights[k] = grid.logWeight(k);
        }
    }

    /** Which side of the difference the hypothesis lies on. */
    private enum Side {
        AT_MOST {
            @Override
            boolean holds(double canary, double bound) {
                return canary <= bound;
            }
        },
        AT_LEAST {
            @Override
            boolean holds(double canary, double bound) {
                return canary >= bound;
            }
        };

        abstract boolean holds(double canary, double bound);
    }

    /** Against "at most so much more": alternatives with odds from 1.05 to 32 times those of the bound. */
    static DifferenceGrid against(double tolerated, Level level) {
        return new DifferenceGrid(tolerated, Side.AT_MOST, RatioGrid.against(1), level);
    }

    /** Against "at least so much more": mostly "the canary is simply equal". */
    static DifferenceGrid inFavour(double harmful, Level level) {
        return new DifferenceGrid(harmful, Side.AT_LEAST, RatioGrid.inFavour(1), level);
    }

    @Override
    public int size() {
        return logOdds.length;
    }

    @Override
    public double logWeight(int k) {
        return logWeights[k];
    }

    @Override
    public double[] logFactors(Tables tables, double shift) {
        double[] factors = new double[size()];
        for (int i = 0; i < tables.strata().size(); i++) {
            Counts counts = tables.strata().get(i);
            OptionalDouble share = level.share(i);
            if (share.isPresent() && counts.canaryTotal() > 0 && counts.baselineTotal() > 0) {
                add(factors, counts, share.getAsDouble(), shift);
            }
        }
        return factors;
    }

    private void add(double[] factors, Counts counts, double share, double shift) {
        double bound = bound(share, shift);
        if (!(bound < 1)) {
            return;
        }
        for (int k = 0; k < factors.length; k++) {
            double canary = side == Side.AT_LEAST && k == 0 ? share : moved(bound, logOdds[k]);
            if (!side.holds(canary, bound)) {
                factors[k] += logFactor(counts, canary, share, shift);
            }
        }
    }

    private double bound(double share, double shift) {
        return shift * (share + difference);
    }

    private static double moved(double share, double logOdds) {
        double odds = share / (1 - share) * Elementary.exp(logOdds);
        return odds / (1 + odds);
    }

    private double logFactor(Counts counts, double canary, double baseline, double shift) {
        double nearest = nearest(counts, canary, baseline, shift);
        double bound = bound(nearest, shift);
        return counts.canaryEvents() * Elementary.log(canary / bound)
                + (counts.canaryTotal() - counts.canaryEvents()) * Elementary.log((1 - canary) / (1 - bound))
                + counts.baselineEvents() * Elementary.log(baseline / nearest)
                + (counts.baselineTotal() - counts.baselineEvents()) * Elementary.log((1 - baseline) / (1 - nearest));
    }

    /** The baseline's share in the pair of the hypothesis that is nearest; the divergence is convex, and the pair on the bound. */
    private double nearest(Counts counts, double canary, double baseline, double shift) {
        double other = StrictMath.max(0, canary / shift - difference);
        double low = StrictMath.min(baseline, other);
        double high = StrictMath.max(baseline, other);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double bound = bound(middle, shift);
            // The slope of the divergence, times what is positive: without divisions it costs a third.
            double slope = shift * counts.canaryTotal() * (bound - canary) * middle * (1 - middle)
                    + counts.baselineTotal() * (middle - baseline) * bound * (1 - bound);
            if (slope < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
