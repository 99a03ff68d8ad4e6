package io.jenkins.plugins.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinningTest {
    private final Random random = new Random(11);

    @Test
    void keepsEverythingThatFits() {
        assertThat(Thinning.keep(3, 3, List.of(new double[] {1, 2, 3}))).containsExactly(0, 1, 2);
        assertThat(Thinning.keep(0, 3, List.of(new double[0]))).isEmpty();
    }

    @Test
    void keepsTheLowestAndTheHighestPointOfEveryLine() {
        double[] one = random.doubles(5000).toArray();
        double[] other = random.doubles(5000).toArray();
        one[1234] = 7;
        other[4321] = -7;

        int[] kept = Thinning.keep(5000, 200, List.of(one, other));

        assertThat(kept).contains(0, 1234, 4321, 4999);
        assertThat(Arrays.stream(Thinning.pick(other, kept)).max())
                .isEqualTo(Arrays.stream(other).max());
        assertThat(Arrays.stream(Thinning.pick(one, kept)).min())
                .isEqualTo(Arrays.stream(one).min());
    }

    @Test
    void keepsTheExtremesOfEveryPieceOfTime() {
        double[] spikes = new double[1000];
        for (int i = 50; i < 1000; i += 100) {
            spikes[i] = i;
        }

        int[] kept = Thinning.keep(1000, 20, List.of(spikes));

        assertThat(Thinning.pick(spikes, kept)).contains(50, 150, 250, 350, 450, 550, 650, 750, 850, 950);
    }

    @Test
    void keepsNoMoreThanItMayInRisingOrder() {
        double[] line = random.doubles(10_000).toArray();

        int[] kept = Thinning.keep(10_000, 300, List.of(line, line.clone(), line.clone()));

        assertThat(kept).hasSizeLessThanOrEqualTo(302).isSorted();
    }

    @Test
    void doesNotMindWhereALineHasNoPoints() {
        double[] gaps = new double[100];
        Arrays.fill(gaps, Double.NaN);
        gaps[42] = 1;

        assertThat(Thinning.keep(100, 10, List.of(gaps))).containsExactly(0, 42, 99);
    }
}
