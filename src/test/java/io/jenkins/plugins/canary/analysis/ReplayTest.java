package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aQuietPastGivesFewFalseAlarms() {
        Replay.Outcome outcome = replay(new Pasts(1, 4).hours(24), 1.1, 1);
        assertThat(outcome.releases()).isEqualTo(4 * 24);
        assertThat(outcome.falseAlarms()).isLessThanOrEqualTo(0.05);
        assertThat(outcome.passed()).isGreaterThan(60);
    }

    /** The reason for it all: bursts of errors that are taken for independent ones. */
    @Test
    void aNoisyPastGivesManyUnlessItsNoiseIsKnown() {
        List<PastInterval> past = new Pasts(2, 4).bursts(4).hours(24);
        double known = Calibration.dispersions(past, HOUR, Sense.BAD).get(0);
        assertThat(replay(past, 1, 1).falseAlarms()).isGreaterThan(0.15);
        assertThat(replay(past, 1, known).falseAlarms()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void aShortPastHasNoWholeWindow() {
        assertThat(replay(new Pasts(1, 4).hours(0.5), 1.1, 1).releases()).isZero();
        assertThat(replay(List.of(), 1.1, 1)).isEqualTo(new Replay.Outcome(0, 0, 0));
    }

    @Test
    void aSinglePodCannotBeComparedWithOthers() {
        assertThat(replay(new Pasts(1, 1).hours(3), 1.1, 1).releases()).isZero();
    }

    /** SciPy 1.17, stats.beta.ppf(0.975, k + 1, n - k). */
    @Test
    void limitsAreThoseOfClopperAndPearson() {
        assertThat(new Replay.Outcome(100, 2, 0).atMost()).isCloseTo(0.07038393, within(1e-7));
        assertThat(new Replay.Outcome(96, 0, 0).atMost()).isCloseTo(0.03769692, within(1e-7));
        assertThat(new Replay.Outcome(0, 0, 0).atMost()).isEqualTo(1);
    }

    private static Replay.Outcome replay(List<PastInterval> past, double tolerate, double dispersion) {
        CountRule rule = new CountRule(
                "errors",
                true,
                1,
                OptionalDouble.of(tolerate),
                1.5,
                List.of(new CountRule.Channel("errors", 1, OptionalDouble.of(dispersion))));
        return new Replay(List.of(rule), Course.SETTINGS, Map.of("errors", past)).windows(HOUR);
    }
}
