package io.jenkins.plugins.canary.analysis;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * Evidence that the mean of a sequence is above a bound: a mixture of likelihood ratios over a half-normal prior of the mean's
 * distance in standard deviations. For standard normal observations it is an e-process (H. Robbins, Ann. Math. Stat. 41, 1970;
 * S. Howard et al., Ann. Stat. 49, 2021, one-sided normal mixture); with an estimated deviation it is one asymptotically
 * (I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, arXiv 2103.06476). Pure.
 */
final class NormalEProcess {
    /** Above this, the complementary error function of the other side is used, which does not overflow. */
    private static final double LARGE = 5;

    private final double priorVariance;

    /**
     * @param alpha the threshold is log(1/alpha)
     * @param planned number of observations after which it should be sharpest
     */
    NormalEProcess(double alpha, double planned) {
        double twice = -2 * StrictMath.log(alpha);
        priorVariance = (twice + StrictMath.log(twice + 1)) / planned;
    }

    /**
     * Natural logarithm of the evidence.
     *
     * @param sum of distances above the bound, in standard deviations of one observation
     * @param count number of observations
     */
    double log(double sum, double count) {
        double scale = 1 + priorVariance * count;
        double z = StrictMath.sqrt(priorVariance / scale) * sum;
        double root = -z / StrictMath.sqrt(2);
        double tail = z > LARGE ? StrictMath.log(Erfc.value(root)) + z * z / 2 : StrictMath.log(Erfcx.value(root));
        return tail - StrictMath.log(scale) / 2;
    }

    /**
     * How far the mean can be from what was seen, on each side, in all of time but for a share alpha of cases; in standard
     * deviations of one observation.
     */
    double halfWidth(double alpha, double count) {
        double scale = count + 1 / priorVariance;
        return StrictMath.sqrt(2 * scale * StrictMath.log(StrictMath.sqrt(scale * priorVariance) / alpha)) / count;
    }
}
