package io.jenkins.plugins.canary.traffic;

/** How far a share may be from the weight that was asked for, and still be called that weight. */
final class WeightTolerance {
    private static final double POINTS = 2;
    private static final double PART = .25;

    private WeightTolerance() {}

    /** Whether a share of so many percent is near enough: off by at most 2 points or a quarter of the weight. */
    static boolean accepts(double percent, int weight) {
        return Math.abs(percent - weight) <= Math.max(POINTS, PART * weight);
    }
}
