package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Which of several hypotheses evidence is surely against, when one has looked at them all: e-Holm, the closed test of averages of
 * e-values (V. Vovk and R. Wang, "E-values: calibration, combination and applications", Ann. Stat. 49, 2021, section 5;
 * methods 1.7). However the e-values depend on each other, it is against a true hypothesis with probability a at most, if what is
 * named has an adjusted e-value of 1/a or more.
 */
final class EHolm {
    private EHolm() {}

    /**
     * Natural logarithms of the adjusted e-values, in the order of those given: of the k-th smallest, the least average of it and
     * any number of the smallest below it.
     */
    static double[] adjusted(double[] logs) {
        Integer[] rising = new Integer[logs.length];
        Arrays.setAll(rising, i -> i);
        Arrays.sort(rising, Comparator.comparingDouble(i -> logs[i]));
        double[] adjusted = new double[logs.length];
        for (int k = 0; k < rising.length; k++) {
            double sum = logs[rising[k]];
            double least = sum;
            for (int i = 0; i < k; i++) {
                sum = LogSpace.sum(sum, logs[rising[i]]);
                least = StrictMath.min(least, sum - StrictMath.log(i + 2));
            }
            adjusted[rising[k]] = least;
        }
        return adjusted;
    }
}
