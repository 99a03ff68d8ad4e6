package io.jenkins.plugins.canary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
    @ParameterizedTest
    @CsvSource({"1, 10", "5, 1000", "999, 1000", "23, 500"})
    void limitsAreQuantilesOfBetaDistributions(long count, long runs) {
        Share share = Share.of(count, runs);

        assertThat(share.low())
                .isCloseTo(
                        new BetaDistribution(count, runs - count + 1.0).inverseCumulativeProbability(0.025),
                        within(1e-7));
        assertThat(share.high())
                .isCloseTo(
                        new BetaDistribution(count + 1.0, runs - count).inverseCumulativeProbability(0.975),
                        within(1e-7));
    }

    @Test
    void neverAndAlwaysHaveOneLimitThemselves() {
        assertThat(Share.of(0, 10)).isEqualTo(new Share(0, 0, Share.of(0, 10).high()));
        assertThat(Share.of(0, 10).high()).isCloseTo(1 - Math.pow(0.025, 0.1), within(1e-9));
        assertThat(Share.of(10, 10).high()).isEqualTo(1);
    }
}
