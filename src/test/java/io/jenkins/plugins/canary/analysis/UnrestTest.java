package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class UnrestTest {
    private static final int HOUR = 240;
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    @Test
    void independentRequestsAreAtRest() {
        assertThat(unrest(new Pasts(1, 10).hours(24))).isBetween(1.0, 1.3);
    }

    @Test
    void aLevelThatDoublesAndHalvesIsRestless() {
        // Two minutes of 4 events a second, two of 12: 960 are expected of a block, and half as many more or less come.
        assertThat(unrest(day(interval -> interval / 8 % 2 == 0 ? 60 : 180))).isBetween(200.0, 260.0);
    }

    @Test
    void anIncidentInOneHourIsNotWhatIsUsual() {
        double usual = unrest(new Pasts(2, 10).hours(24));
        List<PastInterval> past = new ArrayList<>(new Pasts(2, 10).hours(24));
        for (int i = 10 * HOUR; i < 10 * HOUR + 20; i++) {
            PastInterval quiet = past.get(i);
            past.set(i, new PastInterval(quiet.start(), quiet.end(), List.of(ArmCounts.of(3000, 1500))));
        }
        assertThat(unrest(past)).isBetween(1.0, usual + 0.5);
    }

    @Test
    void differencesBetweenPodsAreNoUnrest() {
        assertThat(unrest(new Pasts(3, 4).lasting(0.5, 0.8, 1.2, 1.5).hours(24)))
                .isLessThan(1.3);
    }

    @Test
    void aDayOfMoreAndLessTrafficIsNoUnrest() {
        List<PastInterval> wave = new ArrayList<>();
        List<PastInterval> past = new Pasts(4, 10).hours(24);
        for (int i = 0; i < past.size(); i++) {
            PastInterval even = past.get(i);
            // The night is quiet: every second pod has nothing to do.
            List<ArmCounts> awake = i < past.size() / 2 ? even.parts().subList(0, 5) : even.parts();
            wave.add(new PastInterval(even.start(), even.end(), awake));
        }
        assertThat(unrest(wave)).isLessThan(1.4);
    }

    @Test
    void nothingIsToldOfAShortPastOrOfRareEvents() {
        assertThat(unrest(new Pasts(5, 10).hours(4))).isEqualTo(1);
        assertThat(unrest(day(interval -> interval % HOUR == 7 ? 3 : 0))).isEqualTo(1);
        assertThat(Unrest.of(List.of())).isEmpty();
    }

    private static double unrest(List<PastInterval> past) {
        return Unrest.of(past).get(0);
    }

    private static List<PastInterval> day(IntToDoubleFunction events) {
        List<PastInterval> past = new ArrayList<>();
        Instant start = Course.BEGIN;
        for (int i = 0; i < 24 * HOUR; i++) {
            Instant end = start.plus(INTERVAL);
            past.add(new PastInterval(start, end, List.of(ArmCounts.of(3000, events.applyAsDouble(i)))));
            start = end;
        }
        return past;
    }
}
