package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;

/**
 * Products of what many intervals are worth, one per alternative, as logarithms. A logarithm is dear, so those of plain factors are
 * taken once for many intervals: log Π f = Σ log f. When they are taken depends on the intervals alone, never on who looks, so the
 * same intervals give the same bits. Not thread-safe.
 */
final class Products {
    /** Products of plain factors stay between this and its inverse: another one does not leave the range of a double. */
    static final double FARTHEST = 1e120;

    private final double[] logs;
    private final double[] factors;
    private double dispersion = 1;
    private boolean pending;
    private double largestLog;
    private double largestFactor = 1;

    /** Products with these logarithms. */
    Products(double[] logs) {
        this.logs = logs.clone();
        factors = new double[logs.length];
        clear();
    }

    /** The largest of the numbers. */
    static double largest(double[] numbers) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            largest = number > largest ? number : largest;
        }
        return largest;
    }

    int size() {
        return logs.length;
    }

    /** Natural logarithm of product k. */
    double log(int k) {
        return pending ? logs[k] + Elementary.log(factors[k]) / dispersion : logs[k];
    }

    /** What no logarithm exceeds; cheap. */
    double bound() {
        return pending ? largestLog + Elementary.logBound(largestFactor) / dispersion : largestLog;
    }

    /**
     * Multiplies by what one interval is worth.
     *
     * @param divisor of its logarithms, at least 1
     */
    void multiply(Worth worth, double divisor) {
        if (worth instanceof Powers powers) {
            if (divisor != dispersion) {
                take();
                dispersion = divisor;
            }
            multiply(powers.factors());
        } else {
            take();
            for (int k = 0; k < logs.length; k++) {
                logs[k] += worth.log(k) / divisor;
            }
            largestLog = largest(logs);
        }
    }

    private void multiply(double[] by) {
        double high = 0;
        double low = FARTHEST;
        for (int k = 0; k < factors.length; k++) {
            double product = factors[k] * by[k];
            factors[k] = product;
            high = product > high ? product : high;
            low = product < low ? product : low;
        }
        largestFactor = high;
        pending = true;
        if (high > FARTHEST || low < 1 / FARTHEST) {
            take();
        }
    }

    /** Adds a number with this logarithm to each product. */
    void plus(double log) {
        take();
        for (int k = 0; k < logs.length; k++) {
            logs[k] = LogSpace.sum(logs[k], log);
        }
        largestLog = largest(logs);
    }

    private void take() {
        if (pending) {
            for (int k = 0; k < logs.length; k++) {
                logs[k] = log(k);
            }
        }
        clear();
    }

    private void clear() {
        Arrays.fill(factors, 1);
        pending = false;
        largestFactor = 1;
        largestLog = largest(logs);
    }
}
