package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
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

    /** One pod is mostly asked for a route that fails ten times as often: that is its mix, and not the pod. */
    @Test
    void anotherMixOfRoutesIsNoFalseAlarmWhereRoutesAreToldApart() {
        List<PastInterval> apart = oneWithAnotherMix(24);

        assertThat(replay(together(apart), 1.1, 1).failed()).isEqualTo(24);
        assertThat(replay(apart, 1.1, 1).failed()).isLessThanOrEqualTo(2);
    }

    /** As releases learn it: what pods differ in because of their mixes is noise then, and makes verdicts later, not worse. */
    @Test
    void noiseThatWasLearntFromAllRoutesTogetherIsTooMuchRatherThanTooLittle() {
        List<PastInterval> apart = oneWithAnotherMix(36);
        double learnt =
                Calibration.dispersions(together(apart), HOUR, Sense.BAD).get(0);

        assertThat(learnt).isGreaterThan(10);
        assertThat(replay(apart, 1, learnt)).isEqualTo(new Replay.Outcome(72, 0, 0));
    }

    private static List<PastInterval> oneWithAnotherMix(int hours) {
        List<PastInterval> past = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < hours * 240; i++) {
            List<ArmCounts> usual = List.of(errors(random, 450, 0.002), errors(random, 50, 0.02));
            List<ArmCounts> unusual = List.of(errors(random, 50, 0.002), errors(random, 450, 0.02));
            List<ArmCounts> pods =
                    List.of(usual.get(0).plus(usual.get(1)), unusual.get(0).plus(unusual.get(1)));
            past.add(new PastInterval(Course.at(i), Course.at(i + 1), pods, List.of(usual, unusual)));
        }
        return past;
    }

    private static List<PastInterval> together(List<PastInterval> apart) {
        return apart.stream()
                .map(interval -> new PastInterval(interval.start(), interval.end(), interval.parts()))
                .toList();
    }

    @Test
    void theStrataOfSomePartsOnlyAreRefused() {
        List<ArmCounts> parts = List.of(ArmCounts.of(1, 0), ArmCounts.of(1, 0));
        assertThatThrownBy(() -> new PastInterval(Course.at(0), Course.at(1), parts, List.of(parts)))
                .hasMessageContaining("the strata of 1 parts for 2");
    }

    private static ArmCounts errors(SplittableRandom random, int requests, double share) {
        return ArmCounts.of(
                requests, random.doubles(requests).filter(x -> x < share).count());
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
