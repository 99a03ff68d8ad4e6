package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobustStatisticsTest {
    private static final double[] VALUES = {0.3, -0.1, 0.7, 0.2, 1.9, -0.4, 0.55, 0.8, 1.1, 0.35, 2.4, 0.05};

    /** NumPy 2, median of Walsh averages; SciPy 1.17, stats.theilslopes. */
    @Test
    void agreesWithScipy() {
        assertThat(RobustStatistics.hodgesLehmann(VALUES)).isCloseTo(0.5375, within(1e-12));
        assertThat(RobustStatistics.theilSen(VALUES)).isCloseTo(0.06904761904761905, within(1e-15));
    }

    /** SciPy 1.17, stats.norm.sf of Kendall's standardised statistic. */
    @ParameterizedTest
    @CsvSource({"0, 0.16852366326004153", "0.05, 0.3919308104159029", "-0.1, 0.019834628282249456"})
    void chancesAgreeWithScipy(double bound, double chance) {
        assertThat(RobustStatistics.chanceOfSlopesOver(bound, VALUES)).isCloseTo(chance, within(1e-12));
    }

    @Test
    void chancesAgreeWithHipparchus() {
        double deviation = Math.sqrt(12 * 11 * 29 / 18.0);
        double chance = 1 - new NormalDistribution().cumulativeProbability((66 - 2 * 26) / deviation);
        assertThat(RobustStatistics.chanceOfSlopesOver(0, VALUES)).isCloseTo(chance, within(1e-12));
    }

    @Test
    void aStraightLineHasItsSlopeEverywhere() {
        double[] line = {1, 3, 5, 7, 9, 11};
        assertThat(RobustStatistics.theilSen(line)).isEqualTo(2);
        assertThat(RobustStatistics.chanceOfSlopesOver(1.9, line)).isLessThan(0.003);
        assertThat(RobustStatistics.chanceOfSlopesOver(2, line)).isGreaterThan(0.99);
    }

    @Test
    void oneStrangeValueHardlyMatters() {
        double[] strange = VALUES.clone();
        strange[4] = 1e9;
        assertThat(RobustStatistics.hodgesLehmann(strange)).isCloseTo(0.55, within(0.2));
        assertThat(RobustStatistics.theilSen(strange)).isCloseTo(0.07, within(0.1));
    }

    @Test
    void valuesThatHangTogetherHaveALargerVariance() {
        SplittableRandom random = new SplittableRandom(1);
        double[] independent = random.doubles(500).toArray();
        double[] smooth = new double[500];
        Arrays.setAll(smooth, i -> (i == 0 ? 0 : 0.7 * smooth[i - 1]) + random.nextGaussian());
        assertThat(RobustStatistics.longRunVariance(independent)).isCloseTo(1 / 12.0, within(0.02));
        assertThat(RobustStatistics.longRunVariance(smooth)).isBetween(6.0, 18.0);
        assertThat(RobustStatistics.longRunVariance(new double[] {3, 3, 3})).isZero();
    }

    @Test
    void nothingIsKnownOfNothing() {
        assertThat(RobustStatistics.hodgesLehmann(new double[0])).isNaN();
        assertThat(RobustStatistics.theilSen(new double[] {1})).isNaN();
    }
}
