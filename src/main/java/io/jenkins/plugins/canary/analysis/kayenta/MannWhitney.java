package io.jenkins.plugins.canary.analysis.kayenta;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the canary's samples are shifted against the baseline's: estimate and confidence interval by inverting the
 * Mann-Whitney U test with its normal approximation, corrected for ties and continuity. Sources: H. B. Mann and D. R. Whitney,
 * Ann. Math. Stat. 18 (1947); J. L. Hodges and E. L. Lehmann, Ann. Math. Stat. 34 (1963); as in Kayenta, the ends are those of
 * R's {@code wilcox.test(conf.int = TRUE, exact = FALSE)}. Kayenta finds them with a solver that is off by up to 1e-4; here
 * they are exact: order statistics of the differences of all pairs.
 *
 * @param low lower end of the interval
 * @param high upper end
 * @param estimate median of the differences of all pairs
 */
public record MannWhitney(double low, double high, double estimate) {
    /** Normal quantile of Kayenta's two-sided confidence of 98 %. */
    public static final double Z_98 = 2.3263478740408408;

    /**
     * Compares two samples, neither of them empty, all values finite.
     *
     * @param z quantile of the normal distribution for one side, positive
     */
    public static MannWhitney of(double[] canary, double[] baseline, double z) {
        double[] differences = differences(canary, baseline);
        double least = differences[0];
        double most = differences[differences.length - 1];
        if (least == most) {
            return new MannWhitney(least, most, least);
        }
        double deviation = deviation(canary.length, baseline.length, ties(canary) + ties(baseline));
        double low = score(least, canary, baseline) <= z ? least : crossing(differences, deviation, z);
        double high = score(most, canary, baseline) >= -z ? most : crossing(differences, deviation, -z);
        return new MannWhitney(low, high, median(differences));
    }

    private static double[] differences(double[] canary, double[] baseline) {
        double[] differences = new double[canary.length * baseline.length];
        int i = 0;
        for (double x : canary) {
            for (double y : baseline) {
                differences[i++] = x - y;
            }
        }
        Arrays.sort(differences);
        return differences;
    }

    /** The difference at which the test's score falls below z, as the canary is shifted down by more and more. */
    private static double crossing(double[] differences, double deviation, double z) {
        int low = 0;
        int high = differences.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (standardised(differences.length - 1 - middle, differences.length, deviation) < z) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return differences[low];
    }

    /** Score of the test for a shift, when so many of all pairs still have the canary above the baseline. */
    private static double standardised(double above, double pairs, double deviation) {
        double excess = above - pairs / 2;
        return (excess - StrictMath.signum(excess) / 2) / deviation;
    }

    /** Score of the test when the canary is shifted down to where it may tie with the baseline. */
    private static double score(double shift, double[] canary, double[] baseline) {
        double above = 0;
        for (double x : canary) {
            for (double y : baseline) {
                double difference = x - y;
                above += difference > shift ? 1 : Double.compare(difference, shift) == 0 ? 0.5 : 0;
            }
        }
        double[] all = Arrays.copyOf(baseline, canary.length + baseline.length);
        for (int i = 0; i < canary.length; i++) {
            all[baseline.length + i] = canary[i] - shift;
        }
        double deviation = deviation(canary.length, baseline.length, ties(all));
        return standardised(above, (double) canary.length * baseline.length, deviation);
    }

    private static double ties(double[] values) {
        Map<Double, Integer> counts = new HashMap<>();
        for (double value : values) {
            counts.merge(value + 0.0, 1, Integer::sum);
        }
        double sum = 0;
        for (double count : counts.values()) {
            sum += count * count * count - count;
        }
        return sum;
    }

    private static double deviation(double m, double n, double ties) {
        return StrictMath.sqrt(m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1))));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
