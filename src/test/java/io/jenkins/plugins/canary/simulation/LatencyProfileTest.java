package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.LogNormalDistribution;
import org.junit.jupiter.api.Test;

class LatencyProfileTest {
    private static final Scenario.Behaviour USUAL = Scenario.HEALTHY.baseline();
    private static final int HALF_A_SECOND = 6;

    @Test
    void latenciesAreLognormal() {
        LogNormalDistribution oracle = new LogNormalDistribution(StrictMath.log(0.08), 0.69);
        LatencyProfile profile = LatencyProfile.of(USUAL, 1, 0, Duration.ZERO);

        for (int i = 0; i < LatencyProfile.EDGES.length; i++) {
            assertThat(upTo(profile, i))
                    .isCloseTo(oracle.cumulativeProbability(LatencyProfile.EDGES[i]), within(1e-12));
        }
        assertThat(Arrays.stream(profile.shares()).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aSlowShareIsMissingBelowTheEdge() {
        double usual = upTo(LatencyProfile.of(USUAL, 1, 0, Duration.ZERO), HALF_A_SECOND);
        double slowed = upTo(LatencyProfile.of(USUAL, 1, 0.04, Duration.ofMillis(800)), HALF_A_SECOND);

        assertThat(slowed).isCloseTo(0.96 * usual, within(1e-12));
    }

    @Test
    void aFactorMovesTheMedian() {
        LatencyProfile doubled = LatencyProfile.of(USUAL, 0.1 / 0.08, 0, Duration.ZERO);

        assertThat(upTo(doubled, 4)).isCloseTo(0.5, within(1e-12));
    }

    private static double upTo(LatencyProfile profile, int edge) {
        return Arrays.stream(profile.shares()).limit(edge + 1).sum();
    }
}
