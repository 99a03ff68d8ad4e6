package io.jenkins.plugins.canary.analysis;

/**
 * How much larger the canary's share of events may be than the baseline's, whatever their ratio: what is tolerated by ratio or by
 * difference is tolerated, and harmful is what is harmful by both (methods 1.1, absolute tolerance; how it is tested:
 * {@link DifferenceGrid}). Both numbers are differences of shares: 0.002 is 0.2 points.
 *
 * @param tolerate difference of shares that is still fine; 0 adds nothing to what the ratio allows
 * @param harmful difference that must not pass, over {@code tolerate} and under 1
 */
public record Difference(double tolerate, double harmful) {
    /** Checks the order; {@link IllegalArgumentException} if the numbers make no sense. */
    public Difference {
        if (!(tolerate >= 0 && tolerate < harmful && harmful < 1)) {
            throw new IllegalArgumentException(
                    "a tolerated difference is at least 0, and a harmful one is over it and under 1," + " not "
                            + tolerate + " and " + harmful);
        }
    }
}
