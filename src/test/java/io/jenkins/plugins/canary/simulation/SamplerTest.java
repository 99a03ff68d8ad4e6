package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.hipparchus.distribution.IntegerDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.hipparchus.distribution.discrete.PoissonDistribution;
import org.hipparchus.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways of drawing, few and many, against the distributions themselves. */
class SamplerTest {
    private static final int DRAWS = 20_000;

    private final Sampler sampler = new Sampler(7);

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 4, 9.9, 10, 37, 400})
    void poissonCountsAreDistributedAsTheyShould(double mean) {
        assertFits(() -> sampler.poisson(mean), new PoissonDistribution(mean));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "20, 0.05", "100, 0.03", "1000, 0.009", "1000, 0.011", "100, 0.5", "500, 0.97", "40, 0.25"})
    void binomialCountsAreDistributedAsTheyShould(int n, double p) {
        assertFits(() -> sampler.binomial(n, p), new BinomialDistribution(n, p));
    }

    @Test
    void certaintiesNeedNoLuck() {
        assertThat(sampler.poisson(0)).isZero();
        assertThat(sampler.binomial(10, 0)).isZero();
        assertThat(sampler.binomial(10, 1)).isEqualTo(10);
        assertThat(sampler.multinomial(0, new double[] {1, 2})).containsExactly(0, 0);
        assertThat(sampler.multinomial(9, new double[] {0, 1, 0})).containsExactly(0, 9, 0);
    }

    @Test
    void classesGetTheirShareAndNobodyIsForgotten() {
        long[] counts = sampler.multinomial(1_000_000, new double[] {0.1, 0.2, 0.3, 0.4});

        assertThat(Arrays.stream(counts).sum()).isEqualTo(1_000_000);
        assertThat(counts[0]).isCloseTo(100_000, within(1_500L));
        assertThat(counts[3]).isCloseTo(400_000, within(2_500L));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        Sampler again = new Sampler(7);

        for (int i = 0; i < 1_000; i++) {
            assertThat(again.poisson(i / 10.0)).isEqualTo(sampler.poisson(i / 10.0));
        }
    }

    /** Chi-square test on up to 12 classes that are expected at least 50 times each. */
    private static void assertFits(LongSupplier draw, IntegerDistribution distribution) {
        long[] drawn = new long[DRAWS];
        Arrays.setAll(drawn, i -> draw.getAsLong());
        double[] expected = new double[12];
        long[] observed = new long[12];
        int classes = 0;
        int below = Integer.MIN_VALUE;
        while (classes < 12) {
            double target = (classes + 1) / 12.0;
            int edge = classes == 11 ? Integer.MAX_VALUE : distribution.inverseCumulativeProbability(target);
            if (edge > below) {
                double upTo = edge == Integer.MAX_VALUE ? 1 : distribution.cumulativeProbability(edge);
                double before = below == Integer.MIN_VALUE ? 0 : distribution.cumulativeProbability(below);
                int low = below;
                expected[classes] = (upTo - before) * DRAWS;
                observed[classes] =
                        Arrays.stream(drawn).filter(k -> k > low && k <= edge).count();
                below = edge;
            }
            classes++;
        }
        int[] used = IntStream.range(0, 12).filter(i -> expected[i] >= 50).toArray();
        double[] someExpected =
                Arrays.stream(used).mapToDouble(i -> expected[i]).toArray();
        long[] someObserved = Arrays.stream(used).mapToLong(i -> observed[i]).toArray();
        assertThat(new ChiSquareTest().chiSquareTest(someExpected, someObserved))
                .isGreaterThan(1e-4);
    }
}
