package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods are scraped one after the other, so the first interval of an outage holds more of it for one pod than for another. */
class ScrapePhaseTest {
    private static final int INTERVALS = 60;
    private static final int REQUESTS_PER_POD = 375;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anOutageThatIsScrapedAtDifferentTimesIsNeverTheCanarysFault(int baselinePods) {
        for (long seed = 0; seed < 100; seed++) {
            Judge judge = Course.errorJudge();
            judge.history("errors", Course.LAST_HOUR);
            judge.weightSet(Course.BEGIN, 25);
            showOutage(judge, new SplittableRandom(seed), baselinePods);
            assertThat(judge.judge(Course.at(INTERVALS)).verdict().kind())
                    .as("seed %d", seed)
                    .isNotEqualTo(Verdict.Kind.FAIL);
        }
    }

    private static void showOutage(Judge judge, SplittableRandom random, int baselinePods) {
        double[] phases = random.doubles(baselinePods + 1).toArray();
        Set<IntervalFlag> flags = isAhead(phases) ? Set.of(IntervalFlag.AHEAD) : Set.of();
        double from = 30 + random.nextDouble();
        double to = from + 12;
        for (int i = 0; i < INTERVALS; i++) {
            double canary = errors(random, overlap(i + phases[0], from, to));
            double baseline = 0;
            for (int pod = 1; pod <= baselinePods; pod++) {
                baseline += errors(random, overlap(i + phases[pod], from, to));
            }
            judge.add(
                    "errors",
                    new Interval(
                            Course.at(i),
                            Course.at(i + 1),
                            25,
                            ArmCounts.of(REQUESTS_PER_POD, canary),
                            ArmCounts.of(REQUESTS_PER_POD * baselinePods, baseline),
                            flags));
        }
    }

    /** Whether the canary is scraped later than most pods of the baseline. */
    private static boolean isAhead(double[] phases) {
        long others = phases.length - 1;
        return 2
                        * Arrays.stream(phases)
                                .skip(1)
                                .filter(phase -> phase >= phases[0])
                                .count()
                < others;
    }

    /** Share of the interval that ends at this time, in intervals, which lies in the outage. */
    private static double overlap(double end, double from, double to) {
        return Math.max(0, Math.min(end, to) - Math.max(end - 1, from));
    }

    /** Six in ten requests fail in the outage. */
    private static double errors(SplittableRandom random, double outage) {
        double share = 0.005 + 0.6 * outage;
        return random.doubles(REQUESTS_PER_POD).filter(value -> value < share).count();
    }
}
