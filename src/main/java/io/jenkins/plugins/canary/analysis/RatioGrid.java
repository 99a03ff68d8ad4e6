package io.jenkins.plugins.canary.analysis;

/**
 * A composite hypothesis about the ratio canary:baseline, and a grid of alternatives with prior weights to test it against.
 *
 * <p>Given an interval's totals and the sum of both arms' events, the canary's events are binomial with probability
 * n_c r / (n_c r + n_b); the level of events and of traffic cancels. Source: M. Lindon and A. Malek, "Anytime-valid inference
 * for multinomial count data", NeurIPS 2022 (arXiv 2011.03567), with the exposure read again in every interval. By monotone
 * likelihood ratio, each factor is a supermartingale under all of the hypothesis, also when the ratio varies. Where more than
 * a tenth of the requests are events, Fisher's noncentral hypergeometric distribution takes the binomial's place. Immutable.
 */
final class RatioGrid implements Alternatives {
    /**
     * Prior weight of "simply equal" in favour of a canary. Whatever the weight, the test is valid; evidence for an equal canary
     * is late by ln(1/weight) of the 3.0 it needs at 5 % (.22 here, .51 at 0.6), which is the likelihood ratio of the mixture to
     * its best part (A. Wald, Ann. Math. Stat. 16, 1945). The rest is for canaries that are a little worse, or better.
     */
    private static final double EQUAL = 0.8;

    /** Alternatives to "tolerated": so many, because fewer would lie further apart than a release's data can tell (methods 1.1). */
    private static final int WORSE = 40;

    /** The nearest of them, times what is tolerated: what is nearer takes longer to find than a release lasts. */
    private static final double NEAREST = 1.05;

    /** The farthest: whatever is worse is found with the first few events all the same. */
    private static final double FARTHEST = 32;

    /** Alternatives to "harmful" besides "equal", from a sixth of it to just under it (methods 1.1). */
    private static final int OTHERS = 12;

    /** The best of them is harmful divided by this: a canary that is four times as good as the baseline, by default. */
    private static final double BEST = 6;

    /** The worst of them likewise: what is nearer to harmful takes longer to tell from it than a release lasts. */
    private static final double WORST = 1.1;

    /** With more events than these in an interval, powers of 1/32 or 32 would come near the limits of a double. */
    private static final double MOST_POWERS = 64;

    private final double nullRatio;
    private final double[] ratios;
    private final double[] relative;
    private final double[] logRelative;
    private final double[] logWeights;
    private final Odds odds;

    private RatioGrid(double nullRatio, double[] ratios, double[] weights, Odds odds) {
        this.nullRatio = nullRatio;
        this.ratios = ratios;
        this.odds = odds;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        logWeights = new double[weights.length];
        relative = new double[weights.length];
        logRelative = new double[weights.length];
        for (int k = 0; k < weights.length; k++) {
            logWeights[k] = StrictMath.log(weights[k] / sum);
            relative[k] = ratios[k] / nullRatio;
            logRelative[k] = StrictMath.log(relative[k]);
        }
    }

    /** Against "the ratio is at most tolerated": alternatives from 1.05 to 32 times that. */
    static RatioGrid against(double tolerated) {
        double[] ratios = new double[WORSE];
        double[] weights = new double[WORSE];
        double from = StrictMath.log(NEAREST);
        double step = (StrictMath.log(FARTHEST) - from) / (WORSE - 1);
        for (int k = 0; k < WORSE; k++) {
            double distance = from + k * step;
            double doublings = distance / StrictMath.log(2);
            ratios[k] = tolerated * StrictMath.exp(distance);
            weights[k] = 1 / (1 + doublings * doublings);
        }
        return new RatioGrid(tolerated, ratios, weights, Odds.OF_SHARES);
    }

    /** Against "the ratio is at least harmful": mostly "the canary is simply equal", and a few points from a sixth of it. */
    static RatioGrid inFavour(double harmful) {
        double[] ratios = new double[OTHERS + 1];
        double[] weights = new double[OTHERS + 1];
        ratios[0] = 1;
        weights[0] = EQUAL;
        double from = StrictMath.log(harmful / BEST);
        double step = (StrictMath.log(harmful / WORST) - from) / (OTHERS - 1);
        for (int k = 0; k < OTHERS; k++) {
            ratios[k + 1] = StrictMath.exp(from + k * step);
            weights[k + 1] = (1 - EQUAL) / OTHERS;
        }
        return new RatioGrid(harmful, ratios, weights, Odds.PLAIN);
    }

    @Override
    public int size() {
        return ratios.length;
    }

    double nullRatio() {
        return nullRatio;
    }

    @Override
    public double logWeight(int k) {
        return logWeights[k];
    }

    /** How many times the hypothesis alternative k is, as a logarithm. */
    double logRelative(int k) {
        return logRelative[k];
    }

    @Override
    public double[] logFactors(Tables tables, double shift) {
        double[] factors = logFactors(tables.strata().get(0), shift);
        for (int stratum = 1; stratum < tables.strata().size(); stratum++) {
            double[] more = logFactors(tables.strata().get(stratum), shift);
            for (int k = 0; k < factors.length; k++) {
                factors[k] += more[k];
            }
        }
        return factors;
    }

    /** Logarithms of the likelihood ratio of each alternative to the hypothesis, in one stratum. */
    double[] logFactors(Counts counts, double shift) {
        if (!counts.comparable()) {
            return new double[ratios.length];
        }
        if (counts.crowded() && counts.whole() && odds.apply(counts, nullRatio * shift)) {
            return exact(counts, shift);
        }
        return binomial(counts, shift);
    }

    /** {@inheritDoc} A few whole events make powers, which take no logarithms. */
    @Override
    public Worth worth(Tables tables, double shift, Powers room) {
        Counts counts = tables.strata().get(0);
        boolean few = counts.events() <= MOST_POWERS && counts.comparable() && !counts.crowded() && counts.whole();
        return few && shift == 1 && tables.strata().size() == 1
                ? powers(counts, room.clear())
                : Alternatives.super.worth(tables, shift, room);
    }

    private Powers powers(Counts counts, Powers powers) {
        double[] bases = powers.bases();
        double base = counts.baselineTotal() + counts.canaryTotal() * nullRatio;
        for (int k = 0; k < bases.length; k++) {
            bases[k] = base / (counts.baselineTotal() + counts.canaryTotal() * ratios[k]);
        }
        powers.multiply((int) counts.events());
        if (counts.canaryEvents() > 0) {
            for (int k = 0; k < bases.length; k++) {
                bases[k] = relative[k];
            }
            powers.multiply((int) counts.canaryEvents());
        }
        return powers;
    }

    private double[] binomial(Counts counts, double shift) {
        double[] factors = new double[ratios.length];
        double canary = counts.canaryTotal() * shift;
        double baseline = counts.baselineTotal();
        double events = counts.events();
        double base = Elementary.log(baseline + canary * nullRatio);
        for (int k = 0; k < factors.length; k++) {
            double all = Elementary.log(baseline + canary * ratios[k]);
            factors[k] = counts.canaryEvents() * logRelative[k] + events * (base - all);
        }
        return factors;
    }

    private double[] exact(Counts counts, double shift) {
        ConditionalDistribution distribution = new ConditionalDistribution(counts);
        double nullOdds = odds.at(counts, nullRatio * shift);
        double base = distribution.logNormaliser(nullOdds);
        double[] factors = new double[ratios.length];
        for (int k = 0; k < factors.length; k++) {
            double alternative = odds.at(counts, ratios[k] * shift);
            factors[k] = counts.canaryEvents() * StrictMath.log(alternative / nullOdds)
                    - (distribution.logNormaliser(alternative) - base);
        }
        return factors;
    }
}
