package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractDoubleAssert;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void independentRequestsHaveNoMoreNoiseThanChance() {
        List<Double> factors = IntStream.range(0, 20)
                .mapToObj(seed -> factor(new Pasts(seed, 10).hours(24), HOUR))
                .toList();
        assertThat(factors).filteredOn(factor -> factor < 1.05).hasSizeGreaterThanOrEqualTo(18);
        assertThat(factors).allMatch(factor -> factor < 1.4);
    }

    @Test
    void errorsThatComeInBurstsCountAsManyAsABurstHas() {
        assertFactor(new Pasts(1, 10).bursts(3).hours(24), HOUR).isBetween(2.8, 3.6);
    }

    /** With a ratio that is fitted to each pod, such differences would vanish. */
    @Test
    void differencesOfPodsThatLastAreNoise() {
        List<PastInterval> past = new Pasts(1, 4).lasting(0.8, 0.9, 1.1, 1.25).hours(24);
        assertFactor(past, HOUR).isGreaterThan(10);
    }

    @Test
    void differencesThatLastCountMoreTheLongerAReleaseMayLast() {
        List<PastInterval> past =
                new Pasts(1, 6).lasting(0.8, 0.9, 1, 1, 1.1, 1.25).hours(24);
        assertThat(factor(past, Duration.ofHours(4))).isGreaterThan(3 * factor(past, HOUR));
    }

    @Test
    void aPastThatIsTooShortForTheReleaseTellsNothing() {
        assertThat(Calibration.dispersions(new Pasts(1, 10).hours(2), HOUR, Sense.BAD))
                .isEmpty();
        assertThat(Calibration.dispersions(new Pasts(1, 10).hours(3), HOUR, Sense.BAD))
                .isNotEmpty();
        assertThat(Calibration.dispersions(List.of(), HOUR, Sense.BAD)).isEmpty();
    }

    @Test
    void aSinglePodTellsNothing() {
        assertThat(Calibration.dispersions(new Pasts(1, 1).hours(24), HOUR, Sense.BAD))
                .isEmpty();
    }

    @Test
    void whereEventsAreTooRareTheUsualIsAssumed() {
        assertFactor(new Pasts(1, 10).frequent(1e-6).hours(24), HOUR).isEqualTo(2);
    }

    @Test
    void frequentEventsVaryNoMoreThanTheirMarginsAllow() {
        List<PastInterval> past = new ArrayList<>();
        Instant start = Instant.EPOCH;
        for (int i = 0; i < 24 * 240; i++) {
            List<ArmCounts> all = Collections.nCopies(4, ArmCounts.of(300, 300));
            past.add(new PastInterval(start, start.plus(Pasts.INTERVAL), all));
            start = start.plus(Pasts.INTERVAL);
        }
        assertFactor(past, HOUR).isEqualTo(2);
    }

    @Test
    void podsThatWereNotThereAllTheTimeAreNoTrouble() {
        List<PastInterval> past = new Pasts(3, 5)
                .hours(24).stream()
                        .map(CalibrationTest::withoutItsFirstPodInTheMorning)
                        .toList();
        assertFactor(past, HOUR).isEqualTo(1);
    }

    @Test
    void misfortunesThatAreRareAreByChance() {
        List<PastInterval> past = new Pasts(1, 10).frequent(0.0005).hours(24);
        assertThat(Calibration.dispersions(past, HOUR, Sense.MISFORTUNE)).containsExactly(1.0);
        assertThat(Calibration.dispersions(past, HOUR, Sense.BAD)).containsExactly(2.0);
    }

    @Test
    void countsThatCannotBeAreLeftOut() {
        List<PastInterval> past = new ArrayList<>(new Pasts(1, 10).hours(24));
        PastInterval one = past.get(100);
        List<ArmCounts> broken = new ArrayList<>(one.parts());
        broken.set(0, ArmCounts.of(Double.NaN, 1));
        broken.set(1, ArmCounts.of(10, 11));
        broken.set(2, ArmCounts.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        past.set(100, new PastInterval(one.start(), one.end(), broken));
        assertFactor(past, HOUR).isBetween(1.0, 1.2);
    }

    @Test
    void eachChannelHasItsOwn() {
        List<PastInterval> quiet = new Pasts(1, 10).hours(24);
        List<PastInterval> noisy = new Pasts(2, 10).bursts(4).hours(24);
        List<PastInterval> both = IntStream.range(0, quiet.size())
                .mapToObj(i -> new PastInterval(
                        quiet.get(i).start(),
                        quiet.get(i).end(),
                        joined(quiet.get(i).parts(), noisy.get(i).parts())))
                .toList();
        assertThat(Calibration.dispersions(both, HOUR, Sense.BAD))
                .containsExactly(factor(quiet, HOUR), factor(noisy, HOUR));
    }

    private static List<ArmCounts> joined(List<ArmCounts> first, List<ArmCounts> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i -> new ArmCounts(
                        first.get(i).total(),
                        List.of(
                                first.get(i).events().get(0),
                                second.get(i).events().get(0))))
                .toList();
    }

    private static PastInterval withoutItsFirstPodInTheMorning(PastInterval interval) {
        List<ArmCounts> parts = new ArrayList<>(interval.parts());
        if (interval.start().toString().contains("T0")) {
            parts.set(0, ArmCounts.of(0, 0));
        }
        return new PastInterval(interval.start(), interval.end(), parts);
    }

    private static AbstractDoubleAssert<?> assertFactor(List<PastInterval> past, Duration longest) {
        return assertThat(factor(past, longest));
    }

    private static double factor(List<PastInterval> past, Duration longest) {
        return Calibration.dispersions(past, longest, Sense.BAD).get(0);
    }
}
