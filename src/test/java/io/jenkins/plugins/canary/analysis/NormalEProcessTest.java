package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalEProcessTest {
    /** By numerical integration over the prior: mpmath 1.3, 30 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.05, 30, 0, 30, -1.09505268130871",
        "0.05, 30, 10, 30, 1.03465036992183",
        "0.05, 30, 30, 40, 9.74706462987824",
        "0.05, 30, -20, 60, -2.67772647095544",
        "0.05, 30, 400, 60, 1253.58869705822",
        "0.01, 60, 25, 100, 2.15278750689384",
        "0.05, 30, -400, 60, -5.55276986392492"
    })
    void isTheMixtureOverAHalfNormalPrior(double alpha, double planned, double sum, double count, double log) {
        assertThat(new NormalEProcess(alpha, planned).log(sum, count)).isCloseTo(log, within(1e-10 * Math.abs(log)));
    }

    /** By Hipparchus' normal distribution, where it does not overflow. */
    @Test
    void agreesWithItsClosedForm() {
        NormalDistribution normal = new NormalDistribution();
        double twice = -2 * Math.log(0.05);
        double variance = (twice + Math.log(twice + 1)) / 30;
        for (double sum = -30; sum <= 60; sum += 1.5) {
            double z = Math.sqrt(variance / (1 + 40 * variance)) * sum;
            double expected =
                    Math.log(2 * normal.cumulativeProbability(z)) + z * z / 2 - Math.log(1 + 40 * variance) / 2;
            assertThat(new NormalEProcess(0.05, 30).log(sum, 40)).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void isWorthOneOnAverageUnderTheHypothesis() {
        NormalDistribution normal = new NormalDistribution(0, Math.sqrt(20));
        double step = 0.01;
        double mean = 0;
        for (double sum = -60; sum <= 120; sum += step) {
            mean += Math.exp(new NormalEProcess(0.05, 30).log(sum, 20)) * normal.density(sum) * step;
        }
        assertThat(mean).isCloseTo(1, within(1e-6));
    }

    @Test
    void isRarelyEverLargeUnderTheHypothesis() {
        NormalEProcess process = new NormalEProcess(0.05, 30);
        SplittableRandom random = new SplittableRandom(5);
        int wrong = 0;
        for (int run = 0; run < 2000; run++) {
            double sum = 0;
            boolean alarm = false;
            for (int count = 1; count <= 300; count++) {
                sum += random.nextGaussian();
                alarm |= process.log(sum, count) >= Math.log(20);
            }
            wrong += alarm ? 1 : 0;
        }
        assertThat(wrong / 2000.0).isLessThanOrEqualTo(0.05);
    }
}
