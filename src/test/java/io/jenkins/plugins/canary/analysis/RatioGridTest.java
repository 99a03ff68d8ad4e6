package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatioGridTest {
    private static final List<Integer> SIZES = List.of(1, 2, 3, 5, 8, 13, 21, 30);
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.1, 1.25, 2})
    void givenTheMarginsOneIntervalIsWorthAtMostOneAgainstWhatIsTolerated(double tolerated) {
        RatioGrid grid = RatioGrid.against(tolerated);
        forAllMargins((canary, baseline, events) -> {
            Counts margins = new Counts(canary, 0, baseline, events);
            boolean exact = margins.crowded() && Odds.OF_SHARES.apply(margins, tolerated);
            double odds = exact ? Odds.OF_SHARES.at(margins, tolerated) : tolerated;
            assertThat(meanValue(grid, canary, baseline, events, odds))
                    .as("%d and %d requests, %d events", canary, baseline, events)
                    .isLessThanOrEqualTo(1 + ROUNDING);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.2, 1.5, 3})
    void givenTheMarginsFrequentEventsAreWorthExactlyOneAgainstHarm(double harmful) {
        RatioGrid grid = RatioGrid.inFavour(harmful);
        forAllMargins((canary, baseline, events) -> {
            if (new Counts(canary, 0, baseline, events).crowded()) {
                assertThat(meanValue(grid, canary, baseline, events, harmful)).isCloseTo(1, within(ROUNDING));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.3",
        "1.1, 0.05",
        "1.1, 0.3",
        "1.25, 0.1",
        "1.25, 0.2",
        "1.25, 0.4",
        "1.25, 0.6",
        "2, 0.2",
        "2, 0.4"
    })
    void aCanaryThatIsExactlyTolerableIsWorthAtMostOneOnAverage(double tolerated, double share) {
        RatioGrid grid = RatioGrid.against(tolerated);
        for (int canary : List.of(5, 12, 20)) {
            for (int baseline : List.of(5, 20, 30)) {
                assertThat(meanOverEverything(grid, canary, baseline, share * tolerated, share))
                        .as("%d and %d requests", canary, baseline)
                        .isLessThanOrEqualTo(1 + ROUNDING);
            }
        }
    }

    @Test
    void rareIndependentEventsAreWorthExactlyOneUnderTheHypothesis() {
        RatioGrid fail = RatioGrid.against(1.25);
        RatioGrid pass = RatioGrid.inFavour(1.5);
        int events = 20;
        assertThat(binomialMean(fail, events, 300 * 1.25 / (300 * 1.25 + 5000))).isCloseTo(1, within(ROUNDING));
        assertThat(binomialMean(pass, events, 300 * 1.5 / (300 * 1.5 + 5000))).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void aBetterCanaryIsWorthLessAgainstWhatIsToleratedAndAWorseOneLessAgainstHarm() {
        RatioGrid fail = RatioGrid.against(1.25);
        RatioGrid pass = RatioGrid.inFavour(1.5);
        int events = 20;
        assertThat(binomialMean(fail, events, 300 * 1.1 / (300 * 1.1 + 5000))).isLessThan(1);
        assertThat(binomialMean(pass, events, 300 * 1.7 / (300 * 1.7 + 5000))).isLessThan(1);
    }

    /** Methods 1.5. */
    @ParameterizedTest
    @CsvSource({
        ".05, 1, 2.6", ".05, 2, 12.1", ".05, 3, 86.7", ".05, 4, 772", ".05, 5, 7633",
        ".10, 1, 2.3", ".10, 2, 7.4", ".10, 3, 33.3", ".10, 4, 182", ".10, 5, 1111",
        ".50, 1, 1.3", ".50, 2, 1.9", ".50, 3, 2.7", ".50, 4, 4.1", ".50, 5, 6.3"
    })
    void eventsInTheCanaryAloneAreWorthWhatTheTableSays(double share, int events, double value) {
        double exposure = 1e6;
        Counts counts = new Counts(share * exposure, events, (1 - share) * exposure, 0);
        assertThat(value(RatioGrid.against(1), counts))
                .isCloseTo(value, within(value < 1000 ? 0.06 * Math.max(1, value / 12) : 1));
    }

    @Test
    void theLevelOfTrafficCancels() {
        Counts counts = new Counts(500, 4, 9500, 40);
        Counts scaled = new Counts(5000, 4, 95000, 40);
        assertThat(value(RatioGrid.against(1.1), scaled))
                .isCloseTo(value(RatioGrid.against(1.1), counts), within(1e-9));
    }

    @Test
    void intervalsOfTheSameSplitMayBeMerged() {
        Counts one = new Counts(500, 4, 9500, 40);
        Counts other = new Counts(250, 1, 4750, 31);
        double[] apart = RatioGrid.against(1.1).logFactors(one, 1);
        double[] more = RatioGrid.against(1.1).logFactors(other, 1);
        double[] merged = RatioGrid.against(1.1).logFactors(one.plus(other), 1);
        assertThat(merged)
                .containsExactly(
                        IntStream.range(0, apart.length)
                                .mapToDouble(k -> apart[k] + more[k])
                                .toArray(),
                        within(1e-9));
    }

    @Test
    void whatIsTakenForGrantedMakesTheCanaryLookBetter() {
        Counts counts = new Counts(500, 20, 9500, 40);
        RatioGrid grid = RatioGrid.against(1.1);
        assertThat(weighted(grid, grid.logFactors(counts, 10))).isLessThan(value(grid, counts));
    }

    @Test
    void anArmWithoutRequestsAndAnIntervalWithoutEventsSayNothing() {
        RatioGrid grid = RatioGrid.against(1.1);
        assertThat(grid.logFactors(new Counts(0, 0, 100, 5), 1)).containsOnly(0);
        assertThat(grid.logFactors(new Counts(100, 5, 0, 0), 1)).containsOnly(0);
        assertThat(grid.logFactors(new Counts(100, 0, 100, 0), 1)).containsOnly(0);
    }

    @Test
    void whereEveryRequestIsAnEventNothingIsLearnt() {
        assertThat(value(RatioGrid.inFavour(1.5), new Counts(100, 100, 900, 900)))
                .isCloseTo(1, within(1e-9));
    }

    private interface Margins {
        void check(int canary, int baseline, int events);
    }

    private static void forAllMargins(Margins margins) {
        for (int canary : SIZES) {
            for (int baseline : SIZES) {
                for (int events = 1; events <= canary + baseline; events++) {
                    margins.check(canary, baseline, events);
                }
            }
        }
    }

    private static double value(RatioGrid grid, Counts counts) {
        return weighted(grid, grid.logFactors(counts, 1));
    }

    private static double weighted(RatioGrid grid, double[] logFactors) {
        return IntStream.range(0, grid.size())
                .mapToDouble(k -> Math.exp(grid.logWeight(k) + logFactors[k]))
                .sum();
    }

    /** Mean over the canary's events given the margins, for this odds ratio. */
    private static double meanValue(RatioGrid grid, int canary, int baseline, int events, double odds) {
        double sum = 0;
        double all = 0;
        for (int x = Math.max(0, events - baseline); x <= Math.min(events, canary); x++) {
            double weight = CombinatoricsUtils.binomialCoefficientDouble(canary, x)
                    * CombinatoricsUtils.binomialCoefficientDouble(baseline, events - x)
                    * Math.pow(odds, x);
            all += weight;
            sum += weight * value(grid, new Counts(canary, x, baseline, events - x));
        }
        return sum / all;
    }

    private static double meanOverEverything(
            RatioGrid grid, int canary, int baseline, double canaryShare, double share) {
        BinomialDistribution left = new BinomialDistribution(canary, canaryShare);
        BinomialDistribution right = new BinomialDistribution(baseline, share);
        double sum = 0;
        for (int x = 0; x <= canary; x++) {
            for (int y = 0; y <= baseline; y++) {
                sum += left.probability(x) * right.probability(y) * value(grid, new Counts(canary, x, baseline, y));
            }
        }
        return sum;
    }

    private static double binomialMean(RatioGrid grid, int events, double probability) {
        BinomialDistribution binomial = new BinomialDistribution(events, probability);
        return IntStream.rangeClosed(0, events)
                .mapToDouble(x -> binomial.probability(x) * value(grid, new Counts(300, x, 5000, events - x)))
                .sum();
    }
}
