package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnlineDispersionTest {
    @Test
    void startsAtTwo() {
        assertThat(new OnlineDispersion().factor()).isEqualTo(2);
    }

    @Test
    void comesDownToOneForIndependentRequests() {
        assertThat(afterIntervals(2000, 1, 0.005, 0.005)).isCloseTo(1, within(0.15));
    }

    @Test
    void comesDownToOneForFrequentEventsToo() {
        assertThat(afterIntervals(2000, 1, 0.5, 0.5)).isCloseTo(1, within(0.15));
    }

    @Test
    void learnsThatEventsComeInBursts() {
        assertThat(afterIntervals(2000, 3, 0.005, 0.005)).isCloseTo(3, within(0.5));
    }

    @Test
    void countsALastingDifferenceBetweenTheArmsAsNoise() {
        assertThat(afterIntervals(500, 1, 0.03, 0.01)).isGreaterThan(2);
    }

    @Test
    void gathersRareEventsUntilTheySaySomething() {
        assertThat(afterIntervals(20_000, 1, 0.0001, 0.0001)).isCloseTo(1, within(0.25));
    }

    @Test
    void learnsNothingFromIntervalsWithoutEvents() {
        OnlineDispersion dispersion = new OnlineDispersion();
        for (int i = 0; i < 1000; i++) {
            dispersion.learn(Tables.of(new Counts(150, 0, 2850, 0)));
        }
        assertThat(dispersion.factor()).isEqualTo(2);
    }

    private static double afterIntervals(int intervals, int burst, double canaryShare, double share) {
        SplittableRandom random = new SplittableRandom(7);
        OnlineDispersion dispersion = new OnlineDispersion();
        for (int i = 0; i < intervals; i++) {
            int canary = burst * events(random, 150, canaryShare / burst);
            int baseline = burst * events(random, 2850, share / burst);
            dispersion.learn(Tables.of(new Counts(150, canary, 2850, baseline)));
        }
        return dispersion.factor();
    }

    private static int events(SplittableRandom random, int requests, double share) {
        return (int) random.doubles(requests).filter(value -> value < share).count();
    }
}
