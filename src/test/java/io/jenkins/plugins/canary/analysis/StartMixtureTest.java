package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartMixtureTest {
    private static final RatioGrid GRID = RatioGrid.against(1.1);
    private static final Tables BAD = Tables.of(new Counts(500, 10, 9500, 45));

    @Test
    void isTheMixtureOfAProcessPerStart() {
        StartMixture mixture = new StartMixture(GRID);
        List<RatioEProcess> processes = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int interval = 0; interval < 40; interval++) {
            Tables counts = Tables.of(new Counts(500, random.nextInt(6), 9500, random.nextInt(90)));
            mixture.settle(1);
            if (interval % 7 == 0) {
                mixture.begin();
                processes.add(new RatioEProcess(GRID));
            }
            mixture.add(counts, 1.5, 1);
            processes.forEach(process -> process.add(counts, 1.5));
        }
        double expected = 1;
        for (int j = 0; j < processes.size(); j++) {
            expected += StartMixture.weight(j) * (Math.exp(processes.get(j).logEvidence()) - 1);
        }
        assertThat(mixture.logEvidence()).isCloseTo(Math.log(expected), within(1e-9));
    }

    @Test
    void withFaultsExpectedAtFirstItIsOneProcess() {
        StartMixture mixture = new StartMixture(GRID, Starts.AT_FIRST);
        RatioEProcess process = new RatioEProcess(GRID);
        for (int interval = 0; interval < 20; interval++) {
            mixture.settle(1);
            if (interval % 7 == 0) {
                mixture.begin();
            }
            mixture.add(BAD, 1.5, 1);
            process.add(BAD, 1.5);
        }
        assertThat(mixture.logEvidence()).isCloseTo(process.logEvidence(), within(1e-9));
    }

    @Test
    void theWeightsOfAllStartsSumToOne() {
        double sum = 0;
        for (int j = 0; j < 100_000; j++) {
            sum += StartMixture.weight(j);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(Starts.class)
    void whatStartsHaveAndWhatIsLeftForLaterOnesIsAlwaysOne(Starts starts) {
        double given = 0;
        for (int j = 0; j < 1_000; j++) {
            given += starts.weight(j);
            assertThat(given + starts.rest(j + 1)).as("after %d starts", j + 1).isCloseTo(1, within(1e-12));
        }
    }

    /** A doubling of errors that begins at minute 40 of an hour is seldom worth less than 6.5 nats, of which FAIL takes 3. */
    @Test
    void noStartOfTheFirstHourCostsMoreThanThreeAndAHalfNats() {
        for (int j = 0; j < 12; j++) {
            assertThat(-Math.log(StartMixture.weight(j))).as("start %d", j).isLessThan(3.5);
        }
    }

    @Test
    void noStartAfterTheHourCostsMuchMoreThanByTheDesignsWeights() {
        for (int j = 12; j < 1_000; j++) {
            double costsMore = Math.log(1 / (2.0 * j * (j + 1)) / StartMixture.weight(j));
            assertThat(costsMore).as("start %d", j).isLessThan(0.41);
        }
    }

    /** All releases of three intervals with few events and a start before each: Ville's inequality needs no more than 1. */
    @Test
    void whereTheCanaryIsJustToleratedNoReleaseIsWorthMoreThanOneOnAverage() {
        double[] sums = new double[3];
        forAllReleases(sums, new Counts[0], 1);
        for (double sum : sums) {
            assertThat(sum).isLessThanOrEqualTo(1 + 1e-9);
        }
    }

    private static void forAllReleases(double[] sums, Counts[] release, double probability) {
        if (release.length > 0) {
            StartMixture mixture = new StartMixture(GRID);
            for (Counts interval : release) {
                mixture.settle(1);
                mixture.begin();
                mixture.add(Tables.of(interval), 1, 1);
            }
            sums[release.length - 1] += probability * Math.exp(mixture.logEvidence());
        }
        if (release.length < sums.length) {
            int canary = 100 * (release.length + 1);
            int events = 6 - release.length;
            double share = canary * 1.1 / (canary * 1.1 + 900);
            for (int x = 0; x <= events; x++) {
                Counts[] longer = Arrays.copyOf(release, release.length + 1);
                longer[release.length] = new Counts(canary, x, 900, events - x);
                double chance = CombinatoricsUtils.binomialCoefficientDouble(events, x)
                        * Math.pow(share, x)
                        * Math.pow(1 - share, events - x);
                forAllReleases(sums, longer, probability * chance);
            }
        }
    }

    @Test
    void nothingIsEvidenceBeforeAnythingIsCounted() {
        StartMixture mixture = new StartMixture(GRID);
        assertThat(mixture.logEvidence()).isZero();
    }

    @Test
    void theLatestIntervalIsNotSettled() {
        StartMixture mixture = new StartMixture(GRID);
        mixture.begin();
        mixture.add(BAD, 1, 1);
        assertThat(mixture.logEvidence()).isGreaterThan(3);
        assertThat(mixture.logSettled()).isCloseTo(0, within(1e-12));
        double evidence = mixture.logEvidence();
        mixture.settle(1);
        assertThat(mixture.logSettled()).isCloseTo(evidence, within(1e-12));
    }

    @Test
    void anIntervalThatTurnsOutToBeCommonTroubleLosesItsWeight() {
        StartMixture mixture = new StartMixture(GRID);
        mixture.begin();
        mixture.add(BAD, 1, 1);
        mixture.settle(50);
        assertThat(mixture.logEvidence()).isLessThan(0);
    }
}
