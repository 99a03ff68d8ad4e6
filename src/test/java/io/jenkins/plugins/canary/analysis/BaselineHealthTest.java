package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BaselineHealthTest {
    private static final double REQUESTS = 2850;
    private static final double USUAL = 14;

    private final BaselineHealth health = new BaselineHealth(1.5, Sense.BAD);
    private Instant end = Course.BEGIN;

    @BeforeEach
    void knowThePast() {
        health.known(REQUESTS * 240, USUAL * 240, 1);
    }

    @Test
    void staysHealthyWhileItIsAsBefore() {
        add(20, USUAL);
        assertThat(health.unhealthy()).isFalse();
        assertThat(health.excess()).isEqualTo(1);
    }

    @Test
    void staysHealthyWhileItIsOnlyALittleWorse() {
        add(40, USUAL * 1.4);
        assertThat(health.unhealthy()).isFalse();
    }

    @Test
    void anOutageShowsInItsFirstInterval() {
        add(20, USUAL);
        Instant outage = end;
        add(1, REQUESTS / 2);
        assertThat(health.since()).contains(outage);
        assertThat(health.excess()).isCloseTo(100, within(5.0));
    }

    @Test
    void aDoublingShowsAfterAWhileAndIsDatedBack() {
        add(20, USUAL);
        Instant trouble = end;
        add(7, USUAL * 2.2);
        assertThat(health.since()).hasValueSatisfying(since -> assertThat(since)
                .isBetween(trouble.minusSeconds(15), trouble.plusSeconds(15)));
    }

    @Test
    void keepsTheDateWhileItLasts() {
        add(1, REQUESTS / 2);
        add(100, REQUESTS / 2);
        assertThat(health.since()).contains(Course.BEGIN);
    }

    @Test
    void whatItAlwaysDidIsNoTrouble() {
        health.known(REQUESTS * 240, USUAL * 240, 90);
        add(20, USUAL * 3);
        assertThat(health.unhealthy()).isFalse();
        add(1, REQUESTS / 2);
        assertThat(health.unhealthy()).isTrue();
    }

    @Test
    void ceasesWhenTheLastMinutesWereFine() {
        add(4, REQUESTS / 2);
        add(7, USUAL);
        assertThat(health.unhealthy()).isTrue();
        add(1, USUAL);
        assertThat(health.unhealthy()).isFalse();
        assertThat(health.excess()).isEqualTo(1);
    }

    @Test
    void aFewErrorsWhereThereNeverWereAnyAreNotEnough() {
        health.known(REQUESTS * 240, 0, 1);
        add(1, 2);
        assertThat(health.unhealthy()).isFalse();
    }

    @Test
    void claimsNothingWithoutAPast() {
        BaselineHealth unknown = new BaselineHealth(1.5, Sense.BAD);
        unknown.add(interval(), new Counts(150, 0, REQUESTS, REQUESTS), 1);
        assertThat(unknown.known()).isFalse();
        assertThat(unknown.unhealthy()).isFalse();
    }

    private void add(int intervals, double events) {
        for (int i = 0; i < intervals; i++) {
            health.add(interval(), new Counts(150, 0, REQUESTS, events), 1);
        }
    }

    private Interval interval() {
        Instant start = end;
        end = start.plus(Duration.ofSeconds(15));
        return new Interval(start, end, 5, ArmCounts.of(0, 0), ArmCounts.of(0, 0), Set.of());
    }
}
