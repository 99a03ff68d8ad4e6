package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.analysis.RatioLikelihood.Limits;
import io.jenkins.plugins.canary.analysis.RatioLikelihood.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatioLikelihoodTest {
    @Test
    void theBestRatioIsTheRatioOfShares() {
        assertThat(of(1000, 50, 9000, 90).best()).hasValueCloseTo(5.0, within(1e-9));
    }

    @Test
    void theLimitsLieAroundTheBest() {
        Limits limits = of(1000, 50, 9000, 90).limits(0.05);
        assertThat(limits.low().getAsDouble()).isBetween(2.5, 4.0);
        assertThat(limits.high().getAsDouble()).isBetween(6.0, 9.0);
    }

    @Test
    void swappingTheArmsMirrorsTheLimits() {
        Limits limits = of(1000, 50, 9000, 90).limits(0.05);
        Limits swapped = of(9000, 90, 1000, 50).limits(0.05);
        assertThat(swapped.low().getAsDouble()).isCloseTo(1 / limits.high().getAsDouble(), within(1e-6));
        assertThat(swapped.high().getAsDouble()).isCloseTo(1 / limits.low().getAsDouble(), within(1e-6));
    }

    @Test
    void moreDataMakeTheLimitsNarrow() {
        Limits limits = of(1e6, 50_000, 9e6, 450_000).limits(0.05);
        assertThat(limits.low().getAsDouble()).isBetween(0.97, 1.0);
        assertThat(limits.high().getAsDouble()).isBetween(1.0, 1.03);
    }

    @Test
    void withoutEventsInTheCanaryTheRatioMayBeNothing() {
        Limits limits = of(1000, 0, 9000, 90).limits(0.05);
        assertThat(limits.low()).hasValue(0);
        assertThat(limits.high().getAsDouble()).isBetween(0.2, 1.5);
    }

    @Test
    void withoutEventsInTheBaselineTheRatioMayBeAnything() {
        RatioLikelihood likelihood = of(1000, 20, 9000, 0);
        assertThat(likelihood.best()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(likelihood.limits(0.05).low().getAsDouble()).isGreaterThan(5);
        assertThat(likelihood.limits(0.05).high()).isEmpty();
    }

    @Test
    void withoutAnyEventNothingIsKnown() {
        RatioLikelihood likelihood = of(1000, 0, 9000, 0);
        assertThat(likelihood.best()).isEmpty();
        assertThat(likelihood.limits(0.05)).isEqualTo(Limits.NONE);
    }

    @Test
    void differentSplitsAreNotConfused() {
        Term atFive = new Term(500, 9500, 5, 100);
        Term atFifty = new Term(5000, 5000, 500, 1000);
        assertThat(new RatioLikelihood(List.of(atFive, atFifty)).best()).hasValueCloseTo(1.0, within(1e-9));
    }

    @Test
    void theTruthIsInsideAtAllTimesInMostReleases() {
        int outside = 0;
        for (long seed = 0; seed < 100; seed++) {
            outside += everOutside(new Course(seed).canary(minute -> 0.01)) ? 1 : 0;
        }
        assertThat(outside).isLessThanOrEqualTo(10);
    }

    private static boolean everOutside(Course course) {
        Counts counts = Counts.NONE;
        for (int i = 0; i < 100; i++) {
            counts = counts.plus(Counts.of(course.interval(i), 0));
            Limits limits = of(
                            counts.canaryTotal(),
                            counts.canaryEvents(),
                            counts.baselineTotal(),
                            counts.baselineEvents())
                    .limits(0.1);
            if (limits.low().orElse(0) > 2 || limits.high().orElse(9) < 2) {
                return true;
            }
        }
        return false;
    }

    private static RatioLikelihood of(double canary, double canaryEvents, double baseline, double baselineEvents) {
        return new RatioLikelihood(List.of(new Term(canary, baseline, canaryEvents, canaryEvents + baselineEvents)));
    }
}
