package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodShareTest {
    @ParameterizedTest
    @CsvSource({
        "2, 5, 1",
        "2, 33, 1",
        "2, 50, 2",
        "9, 10, 1",
        "19, 5, 1",
        "10, 25, 3",
        "3, 25, 1",
        "1, 50, 1",
        "4, 0, 0",
        "100, 50, 100",
        "5, 99, 495"
    })
    void choosesTheNumberOfPodsThatComesNearest(int stable, int weight, int pods) {
        assertThat(new PodShare(stable).pods(weight)).isEqualTo(pods);
    }

    @Test
    void noOtherNumberOfPodsComesNearer() {
        for (int stable = 1; stable <= 20; stable++) {
            PodShare share = new PodShare(stable);
            for (int weight = 1; weight < 100; weight++) {
                int wanted = weight;
                double nearest = IntStream.rangeClosed(1, 100 * stable)
                        .mapToDouble(pods -> Math.abs(share.percent(pods) - wanted))
                        .min()
                        .orElseThrow();
                assertThat(Math.abs(share.percent(share.pods(weight)) - weight))
                        .as("%d %% beside %d", weight, stable)
                        .isEqualTo(nearest);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 5 | 5 % is not possible with 2 replicas: 33 % or 50 % are",
                "2 | 40 | ",
                "1 | 10 | 10 % is not possible with 1 replica: 50 % or 67 % are",
                "1 | 90 | ",
                "3 | 33 | ",
                "1 | 58 | ",
                "4 | 15 | 15 % is not possible with 4 replicas: 20 % or 33 % are",
                "10 | 9 | ",
                "2 | 0 | ",
                "0 | 5 | 5 % is not possible while stable has no replicas: the canary would get all traffic",
                "3 | 100 | 100 % is not possible without a router: stable keeps its 3 replicas; promote instead, or name a router"
            })
    void saysWhatIsPossibleInstead(int stable, int weight, String problem) {
        assertThat(new PodShare(stable).problem(weight).orElse(null)).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({"5, 7, true", "5, 7.1, false", "40, 50, true", "40, 50.1, false", "40, 30, true", "40, 29.9, false"})
    void acceptsTwoPointsOrAQuarterOff(int weight, double percent, boolean accepted) {
        assertThat(WeightTolerance.accepts(percent, weight)).isEqualTo(accepted);
    }
}
