package io.jenkins.plugins.canary.analysis;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * When a random walk with drift first reaches a level: the inverse Gaussian distribution (A. Wald, <i>Sequential Analysis</i>,
 * 1947, appendix A; J. Folks and R. Chhikara, JRSS B 40, 1978).
 *
 * @param mean of the distribution, over 0
 * @param shape of the distribution, over 0
 */
record InverseGaussian(double mean, double shape) {
    /** Halvings of a range until it is as small as a double's rounding. */
    private static final int HALVINGS = 80;

    /** Probability of a value up to x. */
    double cumulative(double x) {
        double root = StrictMath.sqrt(shape / x);
        double below = root * (x / mean - 1);
        double above = root * (x / mean + 1);
        // exp(2 shape / mean) times the tail above: both can be out of range, their product is not.
        double mirrored = Erfcx.value(above / StrictMath.sqrt(2)) / 2 * StrictMath.exp(-below * below / 2);
        return Erfc.value(-below / StrictMath.sqrt(2)) / 2 + mirrored;
    }

    /** The value that is not exceeded with a probability, by bisection. */
    double quantile(double probability) {
        double high = mean;
        while (cumulative(high) < probability) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
