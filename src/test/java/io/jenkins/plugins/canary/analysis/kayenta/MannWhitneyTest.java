package io.jenkins.plugins.canary.analysis.kayenta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MannWhitneyTest {
    private static final double TINY = 1e-9;

    @Test
    void theQuantileIsThatOfKayentasConfidence() {
        assertThat(MannWhitney.Z_98)
                .isCloseTo(new NormalDistribution().inverseCumulativeProbability(0.99), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theEndsAreWhereTheTestTurns(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] canary =
                random.doubles(20).map(x -> Math.rint(20 * x * x) / 10).toArray();
        double[] baseline = random.doubles(17).map(x -> Math.rint(15 * x) / 10).toArray();

        MannWhitney found = MannWhitney.of(canary, baseline, MannWhitney.Z_98);

        assertThat(byRanks(canary, baseline, found.low() - TINY)).isGreaterThanOrEqualTo(MannWhitney.Z_98);
        assertThat(byRanks(canary, baseline, found.low() + TINY)).isLessThan(MannWhitney.Z_98);
        assertThat(byRanks(canary, baseline, found.high() - TINY)).isGreaterThanOrEqualTo(-MannWhitney.Z_98);
        assertThat(byRanks(canary, baseline, found.high() + TINY)).isLessThan(-MannWhitney.Z_98);
        assertThat(found.estimate()).isBetween(found.low(), found.high());
    }

    @Test
    void swappingTheArmsMirrorsTheInterval() {
        double[] one = {3, 4, 8, 9, 12, 15, 16};
        double[] other = {1, 2, 5, 6, 7, 10};

        MannWhitney there = MannWhitney.of(one, other, 1.4);
        MannWhitney back = MannWhitney.of(other, one, 1.4);

        assertThat(back.estimate()).isEqualTo(-there.estimate());
        assertThat(back.low()).isEqualTo(-there.high());
        assertThat(back.high()).isEqualTo(-there.low());
    }

    @Test
    void aFewSamplesCannotBeSureOfMoreThanTheirRange() {
        MannWhitney found = MannWhitney.of(new double[] {5, 6}, new double[] {1, 2}, MannWhitney.Z_98);

        assertThat(found).isEqualTo(new MannWhitney(3, 5, 4));
    }

    @Test
    void constantArmsGiveTheSameAnswerEveryTime() {
        assertThat(MannWhitney.of(new double[] {2, 2}, new double[] {1, 1, 1}, MannWhitney.Z_98))
                .isEqualTo(new MannWhitney(1, 1, 1));
    }

    /** The score as a textbook has it: by average ranks of the pooled samples. */
    private static double byRanks(double[] canary, double[] baseline, double shift) {
        int m = canary.length;
        int n = baseline.length;
        double[] pooled = IntStream.range(0, m + n)
                .mapToDouble(i -> i < m ? canary[i] - shift : baseline[i - m])
                .toArray();
        double[] ranks = new NaturalRanking().rank(pooled);
        double sum = IntStream.range(0, m).mapToDouble(i -> ranks[i]).sum();
        double excess = sum - m * (m + 1) / 2.0 - m * n / 2.0;
        double ties = 0;
        for (double rank :
                IntStream.range(0, m + n).mapToDouble(i -> ranks[i]).distinct().toArray()) {
            double same =
                    IntStream.range(0, m + n).filter(i -> ranks[i] == rank).count();
            ties += same * same * same - same;
        }
        double deviation = Math.sqrt(m * n / 12.0 * (m + n + 1 - ties / ((m + n) * (m + n - 1.0))));
        return (excess - 0.5 * Math.signum(excess)) / deviation;
    }
}
