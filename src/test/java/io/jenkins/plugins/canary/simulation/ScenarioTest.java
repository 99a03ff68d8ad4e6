package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void namesAreOnlySettings() {
        assertThat(Scenario.named("late"))
                .isEqualTo(Scenario.HEALTHY.withErrors(0.05).withFrom(Duration.ofMinutes(11)));
        assertThat(Scenario.named())
                .containsOnlyKeys("healthy", "errors", "small-errors", "slow-tail", "late", "outage");
    }

    @Test
    void anUnknownNameIsToldWithTheNamesThereAre() {
        assertThatThrownBy(() -> Scenario.named("broken"))
                .hasMessage("scenario: 'broken' is not one of healthy, errors, small-errors, slow-tail, late, outage");
    }

    @Test
    void everySettingCanBeChangedAlone() {
        Scenario changed = Scenario.HEALTHY
                .withRps(37)
                .withErrors(0.031)
                .withLatencyFactor(1.5)
                .withSlowShare(0.02)
                .withFrom(Duration.ofMinutes(3))
                .withWeightFrom(25);

        assertThat(changed.rps()).isEqualTo(37);
        assertThat(changed.fault().errors()).contains(0.031);
        assertThat(changed.fault().latencyFactor()).isEqualTo(1.5);
        assertThat(changed.fault().slowShare()).isEqualTo(0.02);
        assertThat(changed.fault().from()).isEqualTo(Duration.ofMinutes(3));
        assertThat(changed.fault().weightFrom()).isEqualTo(25);
        assertThat(changed.baseline()).isEqualTo(Scenario.HEALTHY.baseline());
    }

    @Test
    void impossibleSettingsAreRefusedByName() {
        assertThatThrownBy(() -> Scenario.HEALTHY.withErrors(1.2)).hasMessageContaining("errors: 1.2");
        assertThatThrownBy(() -> Scenario.HEALTHY.withRps(0)).hasMessageContaining("rps: 0.0");
        assertThatThrownBy(() -> Scenario.HEALTHY.withSlowShare(-0.1)).hasMessageContaining("slow-share: -0.1");
        assertThatThrownBy(() -> Scenario.HEALTHY.withLatencyFactor(0)).hasMessageContaining("latency-factor: 0.0");
    }
}
