package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private final SimulatedClock clock = SimulatedClock.at(START);

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(START);

        clock.advanceTo(START.plusSeconds(3600));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
    }

    @Test
    void neverGoesBack() {
        assertThatThrownBy(() -> clock.advanceTo(START.minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-05T09:59:59.999Z");
    }

    @Test
    void isTheSameClockInEveryZone() {
        Clock elsewhere = clock.withZone(ZoneId.of("Europe/Berlin"));

        clock.advanceTo(START.plusSeconds(5));

        assertThat(elsewhere.instant()).isEqualTo(START.plusSeconds(5));
    }
}
