package io.jenkins.plugins.canary.analysis;

/** Factorials, of which only the natural logarithms are kept, because they overflow. */
final class Factorials {
    private Factorials() {}

    /** From here on, five terms of Stirling's series are off by less than 1e-15. */
    private static final double FAR = 12;

    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    /**
     * Logarithm of Γ(n + 1), n at least 0 and not necessarily whole. Stirling's series (M. Abramowitz and I. Stegun, <i>Handbook of
     * Mathematical Functions</i>, 1964, 6.1.41, with its coefficients), after a shift to where it is exact.
     */
    static double log(double n) {
        double shift = 1;
        double z = n + 1;
        while (z < FAR) {
            shift *= z;
            z++;
        }
        double square = z * z;
        double series =
                (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square)
                        / z;
        return (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_TWO_PI + series - StrictMath.log(shift);
    }
}
