package io.jenkins.plugins.canary.analysis;

/**
 * Logarithm and exponential in plain IEEE 754 arithmetic, and so the same bits on every machine, as {@link StrictMath} gives them;
 * but several times as fast, because no native code is called for each. An interval of one channel takes some fifty logarithms.
 *
 * <p>Reductions and minimax polynomials are those of {@code e_log.c} and {@code e_exp.c} of Sun's fdlibm 5.3 (K. C. Ng), whose
 * error is below one unit in the last place.
 */
final class Elementary {
    private static final double LN2 = StrictMath.log(2);
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double INVERSE_LN2 = 1.44269504088896338700;
    private static final long FRACTION = 0x000fffffffffffffL;
    private static final long ONE = 0x3ff0000000000000L;
    private static final long SQRT2_FRACTION = 0x6a09e667f3bcdL;

    /** Beyond it an exponential is close to overflow or underflow, which {@link StrictMath} knows how to do. */
    private static final double LARGE = 700;

    private Elementary() {}

    /** Natural logarithm. */
    static double log(double x) {
        if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
            return StrictMath.log(x);
        }
        long bits = Double.doubleToRawLongBits(x);
        long fraction = bits & FRACTION;
        int above = fraction > SQRT2_FRACTION ? 1 : 0;
        double k = (bits >>> 52) - 1023 + above;
        double f = Double.longBitsToDouble(fraction | ONE - ((long) above << 52)) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double odd = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        double even = z
                * (6.666666666666735130e-01
                        + w
                                * (2.857142874366239149e-01
                                        + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        double half = 0.5 * f * f;
        return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
    }

    /** What the natural logarithm of a finite number does not exceed: it is found in the number's exponent, without arithmetic. */
    static double logBound(double x) {
        return (StrictMath.getExponent(x) + 1) * LN2;
    }

    /** Exponential. */
    static double exp(double x) {
        if (!(x > -LARGE && x < LARGE)) {
            return StrictMath.exp(x);
        }
        double k = StrictMath.rint(x * INVERSE_LN2);
        double high = x - k * LN2_HIGH;
        double low = k * LN2_LOW;
        double r = high - low;
        double t = r * r;
        double c = r
                - t
                        * (1.66666666666666019037e-01
                                + t
                                        * (-2.77777777770155933842e-03
                                                + t
                                                        * (6.61375632143793436117e-05
                                                                + t
                                                                        * (-1.65339022054652515390e-06
                                                                                + t * 4.13813679705723846039e-08))));
        double y = 1 - (low - r * c / (2 - c) - high);
        return y * Double.longBitsToDouble((long) k + 1023 << 52);
    }
}
