package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00.5Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Recent recent = new Recent();

    @Test
    void keepsWhatEndedWithinTheSpan() {
        for (int i = 0; i < 100; i++) {
            add(BEGIN.plusSeconds(15L * i), i);
        }
        assertThat(recent.size()).isEqualTo(4);
        assertThat(recent.total(0)).isEqualTo(96);
        assertThat(recent.part(3)).isEqualTo(-99);
        assertThat(recent.start(0)).isEqualTo(BEGIN.plusSeconds(15L * 96));
        assertThat(recent.end(3)).isEqualTo(BEGIN.plusSeconds(15L * 100));
    }

    @Test
    void holdsAsManyAsThereAre() {
        for (int i = 0; i < 100; i++) {
            recent.add(interval(BEGIN.plusMillis(i), Duration.ofMillis(1)), i, 0, MINUTE);
        }
        assertThat(recent.size()).isEqualTo(100);
        assertThat(recent.total(99)).isEqualTo(99);
    }

    @Test
    void aGapForgetsAllThatCameBefore() {
        add(BEGIN, 1);
        add(BEGIN.plus(Duration.ofDays(1)), 2);
        assertThat(recent.size()).isEqualTo(1);
        assertThat(recent.total(0)).isEqualTo(2);
    }

    @Test
    void nothingIsLeftAfterClearing() {
        add(BEGIN, 1);
        recent.clear();
        assertThat(recent.size()).isZero();
    }

    @Test
    void timesAtTheEndsOfTimeAreNoTrouble() {
        add(Instant.MIN, 1);
        add(BEGIN, 2);
        add(Instant.MAX.minus(MINUTE), 3);
        assertThat(recent.size()).isEqualTo(1);
        assertThat(recent.total(0)).isEqualTo(3);
    }

    private void add(Instant start, double total) {
        recent.add(interval(start, Duration.ofSeconds(15)), total, -total, MINUTE);
    }

    private static Interval interval(Instant start, Duration length) {
        ArmCounts none = ArmCounts.of(0, 0);
        return new Interval(start, start.plus(length), 5, none, none, Set.of());
    }
}
