package io.jenkins.plugins.canary.analysis;

/**
 * Fisher's noncentral hypergeometric distribution: how many of {@code events} belong to the canary, given both arms' totals
 * and the odds ratio. Source: R. A. Fisher, "The logic of inductive inference", JRSS 98 (1935); mode and summation from it as in
 * A. Fog, "Sampling methods for Wallenius' and Fisher's noncentral hypergeometric distributions" (2008), section 2.
 */
final class ConditionalDistribution {
    /** Part of the greatest term that a double cannot tell from nothing (methods 1.1.2). */
    private static final double NEGLIGIBLE = 1e-16;

    private final double canary;
    private final double baseline;
    private final double events;
    private final double lowest;
    private final double highest;

    /** The counts must be {@link Counts#whole() whole} and {@link Counts#possible() possible}. */
    ConditionalDistribution(Counts counts) {
        canary = counts.canaryTotal();
        baseline = counts.baselineTotal();
        events = counts.events();
        lowest = StrictMath.max(0, events - baseline);
        highest = StrictMath.min(events, canary);
    }

    /**
     * Logarithm of the normalising sum P(w) = Σ C(canary, x) C(baseline, events − x) w^x. Terms are summed outwards from the
     * largest, by their ratios, until they no longer matter.
     */
    double logNormaliser(double odds) {
        double mode = mode(odds);
        double sum = 1;
        double term = 1;
        for (double x = mode; x < highest && term > NEGLIGIBLE; x++) {
            term *= odds * (canary - x) * (events - x) / ((x + 1) * (baseline - events + x + 1));
            sum += term;
        }
        term = 1;
        for (double x = mode; x > lowest && term > NEGLIGIBLE; x--) {
            term *= x * (baseline - events + x) / (odds * (canary - x + 1) * (events - x + 1));
            sum += term;
        }
        return logTerm(mode, odds) + StrictMath.log(sum);
    }

    /** Logarithm of C(canary, x) C(baseline, events − x) w^x. */
    double logTerm(double x, double odds) {
        return logChoose(canary, x) + logChoose(baseline, events - x) + x * StrictMath.log(odds);
    }

    private double mode(double odds) {
        double b = odds * (canary + events + 2) + baseline - events;
        double c = odds * (canary + 1) * (events + 1);
        double root = 2 * c / (b + StrictMath.sqrt(b * b - 4 * (odds - 1) * c));
        return StrictMath.min(highest, StrictMath.max(lowest, StrictMath.floor(root)));
    }

    private static double logChoose(double n, double k) {
        return Factorials.log(n) - Factorials.log(k) - Factorials.log(n - k);
    }
}
