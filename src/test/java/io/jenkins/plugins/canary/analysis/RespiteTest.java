package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RespiteTest {
    private static final Instant RAISED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Weights weights = new Weights();

    RespiteTest() {
        weights.set(RAISED, 25, "");
    }

    @Test
    void timeRunsOutWithoutIt() {
        assertThat(weights.spent(HOUR, after(59))).isFalse();
        assertThat(weights.spent(HOUR, after(60))).isTrue();
    }

    @Test
    void timeDoesNotRunOutDuringAPause() {
        weights.respite().paused(after(30));
        assertThat(weights.spent(HOUR, after(600))).isFalse();
        weights.respite().resumed(after(90));
        assertThat(weights.spent(HOUR, after(119))).isFalse();
        assertThat(weights.spent(HOUR, after(120))).isTrue();
    }

    @Test
    void aPauseBeforeTheWeightWasRaisedDoesNotCountForIt() {
        weights.respite().paused(after(10));
        weights.respite().resumed(after(30));
        weights.set(after(40), 50, "");
        assertThat(weights.spent(HOUR, after(100))).isTrue();
    }

    @Test
    void whatWasGivenComesOnTopAtEveryWeight() {
        weights.respite().give(Duration.ofMinutes(30));
        assertThat(weights.spent(HOUR, after(89))).isFalse();
        assertThat(weights.spent(HOUR, after(90))).isTrue();
        weights.set(after(100), 50, "");
        assertThat(weights.spent(HOUR, after(189))).isFalse();
        assertThat(weights.spent(HOUR, after(190))).isTrue();
    }

    @Test
    void aPauseIsTimeInWhichTheCanaryIsWatchedAllTheSame() {
        weights.respite().paused(after(1));
        assertThat(weights.raisedFor(Duration.ofMinutes(5), after(5))).isTrue();
    }

    private static Instant after(int minutes) {
        return RAISED.plus(Duration.ofMinutes(minutes));
    }
}
