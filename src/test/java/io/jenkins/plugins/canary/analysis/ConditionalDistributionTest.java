package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.discrete.HypergeometricDistribution;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

class ConditionalDistributionTest {
    /** From R's BiasedUrn and SciPy's nchypergeom_fisher(140, 80, 60, 1.25). */
    @Test
    void agreesWithOtherImplementations() {
        ConditionalDistribution distribution = new ConditionalDistribution(new Counts(80, 40, 60, 20));
        double all = distribution.logNormaliser(1.25);
        double mean = 0;
        for (int x = 0; x <= 60; x++) {
            mean += x * Math.exp(distribution.logTerm(x, 1.25) - all);
        }
        assertThat(Math.exp(distribution.logTerm(40, 1.25) - all)).isCloseTo(0.0578310537, within(1e-10));
        assertThat(mean).isCloseTo(36.1662675, within(1e-7));
    }

    @Test
    void isTheHypergeometricDistributionWhereOddsAreEqual() {
        ConditionalDistribution distribution = new ConditionalDistribution(new Counts(1500, 700, 28_500, 11_000));
        HypergeometricDistribution oracle = new HypergeometricDistribution(30_000, 1500, 11_700);
        double all = distribution.logNormaliser(1);
        for (int x = 500; x <= 700; x += 20) {
            assertThat(distribution.logTerm(x, 1) - all).isCloseTo(oracle.logProbability(x), within(1e-8));
        }
    }

    @Test
    void sumsAllTermsFromAnyMode() {
        for (double odds : new double[] {0.01, 0.3, 1, 4, 1000}) {
            double plain = 0;
            for (int x = 10; x <= 40; x++) {
                plain += CombinatoricsUtils.binomialCoefficientDouble(40, x)
                        * CombinatoricsUtils.binomialCoefficientDouble(30, 40 - x)
                        * Math.pow(odds, x);
            }
            ConditionalDistribution distribution = new ConditionalDistribution(new Counts(40, 20, 30, 20));
            assertThat(distribution.logNormaliser(odds)).isCloseTo(Math.log(plain), within(1e-11));
        }
    }
}
