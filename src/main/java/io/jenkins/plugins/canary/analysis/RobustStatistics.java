package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erfc;

/** Estimates that a few strange values do not spoil, of short sequences. Pure. */
final class RobustStatistics {
    /** Correlations above this cannot be told from a trend in a short sequence. */
    private static final double MOST_CORRELATED = 0.8;

    private RobustStatistics() {}

    /** The median of all means of two values, each with itself included (J. Hodges and E. Lehmann, Ann. Math. Stat. 34, 1963). */
    static double hodgesLehmann(double[] values) {
        double[] means = new double[values.length * (values.length + 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i; j < values.length; j++) {
                means[next++] = (values[i] + values[j]) / 2;
            }
        }
        return median(means);
    }

    /** The median of all slopes between two values that are one unit of time apart each (H. Theil 1950; P. Sen, JASA 63, 1968). */
    static double theilSen(double[] values) {
        return median(slopes(values));
    }

    /**
     * How often chance alone gives slopes that exceed a bound at least as clearly: the level at which Sen's lower limit of the
     * slope is the bound. By the normal approximation of Kendall's statistic, whose variance is n (n − 1) (2n + 5) / 18.
     */
    static double chanceOfSlopesOver(double bound, double[] values) {
        double n = values.length;
        double pairs = n * (n - 1) / 2;
        double below =
                Arrays.stream(slopes(values)).filter(slope -> slope <= bound).count();
        double deviation = StrictMath.sqrt(n * (n - 1) * (2 * n + 5) / 18);
        return Erfc.value((pairs - 2 * below) / deviation / StrictMath.sqrt(2)) / 2;
    }

    /** Variance of single values around their mean, as if each were independent of the one before. */
    static double longRunVariance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            products += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
        }
        double correlation = squares > 0 ? StrictMath.min(MOST_CORRELATED, StrictMath.max(0, products / squares)) : 0;
        return squares / StrictMath.max(1, values.length - 1) * (1 + correlation) / (1 - correlation);
    }

    private static double[] slopes(double[] values) {
        double[] slopes = new double[values.length * (values.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes[next++] = (values[j] - values[i]) / (j - i);
            }
        }
        return slopes;
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
