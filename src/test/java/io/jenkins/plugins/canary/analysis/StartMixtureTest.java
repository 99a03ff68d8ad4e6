package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
