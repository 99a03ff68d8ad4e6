package io.jenkins.plugins.canary.analysis;

/** Sums of numbers of which only the natural logarithms are kept, because they overflow. */
final class LogSpace {
    private LogSpace() {}

    /** Logarithm of the sum of the numbers with these logarithms. */
    static double sum(double[] logs) {
        double max = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            max = StrictMath.max(max, log);
        }
        if (Double.isInfinite(max)) {
            return max;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Elementary.exp(log - max);
        }
        return max + Elementary.log(sum);
    }

    /** Logarithm of the sum of two such numbers. */
    static double sum(double a, double b) {
        double max = StrictMath.max(a, b);
        return Double.isInfinite(max) ? max : max + StrictMath.log1p(Elementary.exp(StrictMath.min(a, b) - max));
    }
}
