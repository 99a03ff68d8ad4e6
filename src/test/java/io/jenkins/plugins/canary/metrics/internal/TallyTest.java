package io.jenkins.plugins.canary.metrics.internal;

import static io.jenkins.plugins.canary.metrics.internal.Scrapes.rising;
import static io.jenkins.plugins.canary.metrics.internal.Scrapes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Differencing and closing of intervals, with hand-made series. Scrapes are 15 s apart, the grid is 15 s, the first boundary 45 s. */
class TallyTest {
    private static final Grid GRID = new Grid(Scrapes.STEP, 45_000);
    private static final Tally.Channels ERRORS = new Tally.Channels(1, Tally.Events.COUNTED, 1);
    private static final Tally.Channels BUCKETS = new Tally.Channels(2, Tally.Events.THE_REST, 1);

    private final Scrapes canary = new Scrapes();
    private final Scrapes baseline = new Scrapes().counter(0, "b", "", rising(7, 12, 1000, 100));

    @Test
    void countsWhatEachArmGainedBetweenBoundaries() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10)).counter(1, "c", "", rising(2, 12, 0, 1));

        assertThat(ends()).containsExactly(60L, 75L, 90L, 105L, 120L, 135L, 150L, 165L);
        assertThat(counted().get(0).arms()).containsExactly(ArmCounts.of(10, 1), ArmCounts.of(100, 0));
        assertThat(counted()).allSatisfy(cut -> assertThat(cut.flags()).isEmpty());
    }

    @Test
    void noIntervalBeginsBeforeTheFirstBoundary() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10));

        assertThat(counted().get(0).cut().start()).isEqualTo(45_000);
    }

    @Test
    void aBoundaryWaitsForATargetThatHasNoSamplePastIt() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10));
        baseline.counter(0, "slow", "", rising(14, 10, 0, 10));

        assertThat(ends()).endsWith(135L);
    }

    @Test
    void aSampleAtTheBoundaryItselfIsEnough() {
        canary.counter(0, "c", "", rising(0, 5, 0, 10));
        Scrapes others = new Scrapes().counter(0, "b", "", rising(0, 5, 1000, 100));

        List<Tally.CountedCut> cuts =
                Tally.of(GRID, ERRORS, List.of(canary.arm(), others.arm())).intervals();

        assertThat(cuts).singleElement().satisfies(cut -> {
            assertThat(cut.cut().end()).isEqualTo(60_000);
            assertThat(cut.arms()).containsExactly(ArmCounts.of(10, 0), ArmCounts.of(100, 0));
            assertThat(cut.flags()).isEmpty();
        });
    }

    @Test
    void aTargetThatStaysSilentIsWaitedForTwoIntervalsOnly() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10));
        baseline.counter(0, "dead", "", rising(3, 6, 0, 10));

        assertThat(ends()).contains(75L, 90L, 105L, 120L);
        assertThat(at(75).flags()).isEmpty();
        assertThat(at(90).flags()).containsExactly(IntervalFlag.LATE);
        assertThat(at(135).flags()).isEmpty();
        assertThat(at(90).arms().get(1).total()).isEqualTo(110);
    }

    @Test
    void aCanaryThatIsScrapedAfterTheBaselineAndDiffersIsMarked() {
        canary.counter(0, "c", "", rising(9, 12, 0, 10)).counter(1, "c", "", rising(9, 12, 0, 1));

        assertThat(at(90).flags()).containsExactly(IntervalFlag.AHEAD);
    }

    @Test
    void aCanaryThatIsScrapedAfterTheBaselineAndDoesNotDifferIsNotMarked() {
        canary.counter(0, "c", "", rising(9, 12, 0, 10));

        assertThat(at(90).flags()).isEmpty();
    }

    @Test
    void aCanaryThatIsScrapedBeforeHalfOfTheBaselineIsNotMarked() {
        canary.counter(0, "c", "", rising(9, 12, 0, 10)).counter(1, "c", "", rising(9, 12, 0, 1));
        baseline.counter(0, "later", "", rising(11, 12, 1000, 100));

        assertThat(at(90).flags()).isEmpty();
    }

    @Test
    void aResetCountsTheNewValueAndLeavesAMark() {
        double[] samples = rising(2, 12, 500, 10);
        samples[2 * 5 + 1] = 4;
        for (int i = 6; i < 12; i++) {
            samples[2 * i + 1] = 4 + 10 * (i - 5);
        }
        canary.counter(0, "c", "", samples);

        assertThat(at(90).arms().get(0).total()).isEqualTo(4);
        assertThat(at(90).flags()).containsExactly(IntervalFlag.COUNTER_RESET);
        assertThat(at(105).arms().get(0).total()).isEqualTo(10);
    }

    @Test
    void bucketsOfAHistogramAreResetTogether() {
        canary.counter(0, "c", "", 32, 50, 47, 60, 62, 9, 77, 19, 92, 29)
                .counter(1, "c", "", 32, 5, 47, 6, 62, 8, 77, 17, 92, 26)
                .counter(2, "c", "", 32, 50, 47, 60, 62, 9, 77, 19, 92, 29)
                .histograms();

        assertThat(Tally.of(GRID, BUCKETS, arms()).intervals().get(1).arms().get(0))
                .isEqualTo(new ArmCounts(9, List.of(1.0, 0.0)));
    }

    @Test
    void theFirstErrorOfASeriesCountsWhenItsTargetWasScrapedBefore() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10)).counter(1, "c", "code=500", 77, 3, 92, 5, 107, 5, 122, 5);

        assertThat(at(90).arms().get(0)).isEqualTo(ArmCounts.of(10, 3));
        assertThat(at(105).arms().get(0)).isEqualTo(ArmCounts.of(10, 2));
    }

    @Test
    void aSeriesThatComesBackOnlyOpens() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10))
                .counter(1, "c", "code=500", 77, 3, 92, 5)
                .seenBefore("c", "code=500");

        assertThat(at(90).arms().get(0)).isEqualTo(ArmCounts.of(10, 0));
        assertThat(at(105).arms().get(0)).isEqualTo(ArmCounts.of(10, 2));
    }

    @Test
    void aFirstValueAboveTheRequestsOfItsTargetOnlyOpens() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10)).counter(1, "c", "code=500", 77, 11, 92, 12);

        assertThat(at(90).arms().get(0)).isEqualTo(ArmCounts.of(10, 0));
    }

    @Test
    void theFirstValuesOfANewTargetOnlyOpen() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10))
                .counter(0, "new", "", 77, 8, 92, 9, 107, 10, 122, 11, 137, 12, 152, 13, 167, 14)
                .counter(1, "new", "", 77, 8, 92, 9, 107, 10);

        assertThat(at(90).arms().get(0)).isEqualTo(ArmCounts.of(10, 0));
        assertThat(at(105).arms().get(0)).isEqualTo(ArmCounts.of(11, 1));
    }

    @Test
    void anErrorSeriesIsBornInTheRequestsAndTheErrorsAlike() {
        canary.counter(0, "c", "code=200", rising(2, 12, 0, 10))
                .counter(0, "c", "code=500", 77, 3, 92, 5, 107, 5)
                .counter(1, "c", "code=500", 77, 3, 92, 5, 107, 5);

        assertThat(at(90).arms().get(0)).isEqualTo(ArmCounts.of(13, 3));
    }

    @Test
    void aMissedScrapeIsMergedIntoTheNextInterval() {
        canary.counter(0, "c", "", without(rising(2, 12, 0, 10), 5));

        assertThat(ends()).startsWith(60L, 75L, 105L);
        assertThat(at(105).arms()).containsExactly(ArmCounts.of(20, 0), ArmCounts.of(200, 0));
    }

    @Test
    void mergingEndsAfterThreeSteps() {
        canary.counter(0, "c", "", without(rising(2, 12, 0, 10), 4, 7))
                .counter(0, "d", "", without(rising(3, 12, 0, 10), 5));

        assertThat(ends()).startsWith(60L, 105L);
        canary.counter(0, "e", "", without(rising(4, 12, 0, 10), 6));

        assertThat(ends()).startsWith(60L, 105L);
        assertThat(at(105).flags()).containsExactly(IntervalFlag.LATE);
    }

    @Test
    void anOutageOfScrapingLosesNothing() {
        canary.counter(0, "c", "", without(rising(2, 20, 0, 10), 6, 7, 8, 9, 10, 11, 12, 13));
        Scrapes both = new Scrapes().counter(0, "b", "", without(rising(7, 20, 0, 100), 6, 7, 8, 9, 10, 11, 12, 13));

        List<Tally.CountedCut> counted =
                Tally.of(GRID, ERRORS, List.of(canary.arm(), both.arm())).intervals();

        assertThat(counted.stream()
                        .mapToDouble(cut -> cut.arms().get(0).total())
                        .sum())
                .isEqualTo(10 * (counted.get(counted.size() - 1).cut().end() - 45_000) / 15_000.0);
    }

    @Test
    void nothingIsComparedWhileAnArmIsAbsent() {
        canary.counter(0, "c", "", 107, 0, 122, 10, 137, 20, 152, 30, 167, 40);

        assertThat(counted().get(0).cut()).isEqualTo(new Cut(120_000, 135_000, false, false));
    }

    @Test
    void aPodCountsFromTheEndOfItsWarmUp() {
        canary.warmFrom(100, 0, "c", "", rising(2, 12, 0, 10)).warmFrom(100, 1, "c", "", rising(2, 12, 0, 1));

        assertThat(counted().get(0).cut().start()).isEqualTo(120_000);
        assertThat(counted().get(0).arms().get(0)).isEqualTo(ArmCounts.of(10, 1));
    }

    @Test
    void aPodThatIsStillColdDoesNotHoldUpTheOthers() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10)).warmFrom(110, 0, "cold", "", rising(4, 12, 0, 7));

        assertThat(at(60).arms().get(0).total()).isEqualTo(10);
        assertThat(at(120).arms().get(0).total()).isEqualTo(10);
        assertThat(at(150).arms().get(0).total()).isEqualTo(17);
    }

    @Test
    void aSampleThatNoCounterCanHaveLeavesAMark() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10)).badAt(80);

        assertThat(at(90).flags()).containsExactly(IntervalFlag.BAD_SAMPLE);
        assertThat(at(75).flags()).isEmpty();
    }

    @Test
    void moreErrorsThanRequestsAreLeftOutInThatArm() {
        double[] errors = rising(2, 12, 0, 0);
        for (int i = 5; i < 12; i++) {
            errors[2 * i + 1] = 11;
        }
        canary.counter(0, "c", "", rising(2, 12, 0, 10)).counter(1, "c", "", errors);

        assertThat(at(90).arms()).containsExactly(ArmCounts.of(0, 0), ArmCounts.of(100, 0));
        assertThat(at(90).flags()).containsExactly(IntervalFlag.BAD_SAMPLE);
    }

    @Test
    void aSumThatFellWithoutARestartLeavesItsProcessOut() {
        double[] samples = rising(2, 12, 500, 10);
        for (int i = 5; i < 12; i++) {
            samples[2 * i + 1] -= 300;
        }
        canary.counter(0, "c", "", samples)
                .counter(1, "c", "", rising(2, 12, 0, 1))
                .counter(0, "d", "", rising(3, 12, 0, 10))
                .summed((process, time) -> false);

        assertThat(at(90).arms().get(0)).isEqualTo(ArmCounts.of(10, 0));
        assertThat(at(90).flags()).containsExactly(IntervalFlag.SERIES_VANISHED);
        assertThat(at(105).arms().get(0)).isEqualTo(ArmCounts.of(20, 1));
    }

    @Test
    void aSumThatFellByARestartIsResetWithAllItsProcess() {
        double[] samples = rising(2, 12, 500, 10);
        for (int i = 5; i < 12; i++) {
            samples[2 * i + 1] = 20 + 10 * (i - 5);
        }
        canary.counter(0, "c", "", samples)
                .counter(1, "c", "", 32, 1, 47, 1, 62, 1, 77, 3, 92, 3, 107, 3)
                .summed((process, time) -> true);

        assertThat(at(90).arms().get(0)).isEqualTo(ArmCounts.of(20, 3));
    }

    @Test
    void aBucketAheadOfTheTotalCountsAsNoSlowRequest() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10))
                .counter(1, "c", "", rising(2, 12, 0, 11))
                .counter(2, "c", "", rising(2, 12, 0, 7));

        assertThat(Tally.of(GRID, BUCKETS, arms()).intervals().get(0).arms().get(0))
                .isEqualTo(new ArmCounts(10, List.of(0.0, 3.0)));
    }

    @Test
    void aBucketThatOneArmLacksIsLeftOutInBoth() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10)).counter(2, "c", "", rising(2, 12, 0, 7));
        ArmSeries lacking = canary.arm();
        ArmSeries marked = new ArmSeries(
                lacking.series(), lacking.badTimes(), java.util.Set.of(1), lacking.restarts(), lacking.births());

        Tally.CountedCut first = Tally.of(GRID, BUCKETS, List.of(marked, baseline.arm()))
                .intervals()
                .get(0);

        assertThat(first.arms())
                .containsExactly(new ArmCounts(10, List.of(0.0, 3.0)), new ArmCounts(100, List.of(0.0, 100.0)));
        assertThat(first.flags()).containsExactly(IntervalFlag.EDGE_MISSING);
    }

    @Test
    void aSeriesThatWasAwayOverABoundaryDoesNotCountWhatItGainedBefore() {
        canary.counter(0, "c", "a", rising(2, 12, 0, 10)).counter(0, "c", "b", 32, 0, 47, 5, 122, 500, 137, 505);

        assertThat(at(60).arms().get(0).total()).isEqualTo(15);
        assertThat(at(135).arms().get(0).total()).isEqualTo(10);
        assertThat(at(150).arms().get(0).total()).isEqualTo(15);
    }

    @Test
    void inAPastATargetDoesNotCountWhileOneOfItsSeriesIsAway() {
        canary.counter(0, "c", "", rising(2, 12, 0, 10))
                .counter(1, "c", "code=500", 32, 5, 47, 6, 122, 14, 137, 15, 152, 16, 167, 17);
        List<Tally.CountedCut> past = Tally.together(GRID, ERRORS, arms()).intervals();

        assertThat(past).allSatisfy(cut -> {
            long end = cut.cut().end() / 1000;
            boolean away = end > 60 && end < 150;
            assertThat(cut.arms().get(0)).isEqualTo(away ? ArmCounts.of(0, 0) : ArmCounts.of(10, 1));
        });
        assertThat(past).hasSize(8);
    }

    private List<ArmSeries> arms() {
        return List.of(canary.arm(), baseline.arm());
    }

    private List<Tally.CountedCut> counted() {
        return Tally.of(GRID, ERRORS, arms()).intervals();
    }

    private List<Long> ends() {
        return counted().stream().map(cut -> cut.cut().end() / 1000).toList();
    }

    private Tally.CountedCut at(long end) {
        return counted().stream()
                .filter(cut -> cut.cut().end() == end * 1000)
                .findFirst()
                .orElseThrow();
    }
}
