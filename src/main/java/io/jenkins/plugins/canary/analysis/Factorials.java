package io.jenkins.plugins.canary.analysis;

/** Factorials, of which only the natural logarithms are kept, because they overflow. */
final class Factorials {
    private Factorials() {}

    /** Logarithm of Γ(n + 1), n at least 0 and not necessarily whole. Stirling's series (Abramowitz and Stegun 6.1.41), after a shift that makes its error less than 1e-15. */
    static double log(double n) {
        double shift = 1;
        double z = n + 1;
        while (z < 12) {
            shift *= z;
            z++;
        }
        double square = z * z;
        double series =
                (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square)
                        / z;
        double halfLogTwoPi = 0.9189385332046727;
        return (z - 0.5) * StrictMath.log(z) - z + halfLogTwoPi + series - StrictMath.log(shift);
    }
}
