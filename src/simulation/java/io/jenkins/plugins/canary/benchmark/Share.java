package io.jenkins.plugins.canary.benchmark;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * A share of runs with its exact 95 % confidence limits. Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).
 *
 * @param value the share itself; the limits are those of the share that endlessly many runs would have
 */
record Share(double value, double low, double high) {
    /** On each side, 95 % together. */
    private static final double TAIL = 0.025;

    /** Halvings of the range of shares until it is as small as a double's rounding. */
    private static final int HALVINGS = 60;

    static Share of(long count, long runs) {
        double low = count == 0 ? 0 : root(count, runs - count + 1.0, TAIL);
        double high = count == runs ? 1 : root(count + 1.0, runs - count, 1 - TAIL);
        return new Share((double) count / runs, low, high);
    }

    /** Where the distribution function of a beta variable reaches a level. */
    private static double root(double a, double b, double level) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (RegularizedBeta.value(middle, a, b) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
