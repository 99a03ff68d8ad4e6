package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static final RatioGrid GRID = RatioGrid.against(1.1);
    private static final RatioGrid FAVOUR = RatioGrid.inFavour(1.5);

    @Test
    void powersAreTheSameAsLogarithms() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            int canaryTotal = 1 + random.nextInt(20_000);
            int baselineTotal = 1 + random.nextInt(20_000);
            Counts counts = new Counts(
                    canaryTotal,
                    random.nextInt(Math.min(canaryTotal / 20, 32) + 1),
                    baselineTotal,
                    random.nextInt(Math.min(baselineTotal / 20, 32) + 1));
            assertSame(GRID, counts);
            assertSame(FAVOUR, counts);
        }
    }

    private static void assertSame(RatioGrid grid, Counts counts) {
        double[] logs = grid.logFactors(counts, 1);
        Worth worth = grid.worth(Tables.of(counts), 1, new Powers(grid.size()));
        for (int k = 0; k < logs.length; k++) {
            assertThat(worth.log(k)).isCloseTo(logs[k], within(1e-11 * (1 + Math.abs(logs[k]))));
        }
    }

    @Test
    void aProductOfAnyLengthIsTheSumOfItsLogarithms() {
        SplittableRandom random = new SplittableRandom(2);
        Products products = new Products(new double[GRID.size()]);
        double[] sums = new double[GRID.size()];
        for (int i = 0; i < 3000; i++) {
            double dispersion = i < 1000 ? 1 : i < 2000 ? 1.7 : 1 + random.nextDouble();
            Counts counts = new Counts(500, random.nextInt(9), 4000, random.nextInt(50));
            double shift = i % 50 == 0 ? 2 : 1;
            products.multiply(GRID.worth(Tables.of(counts), shift, new Powers(GRID.size())), dispersion);
            double[] logs = GRID.logFactors(counts, shift);
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < sums.length; k++) {
                sums[k] += logs[k] / dispersion;
                largest = Math.max(largest, sums[k]);
                assertThat(products.log(k)).isCloseTo(sums[k], within(1e-9 * (1 + Math.abs(sums[k]))));
            }
            assertThat(products.bound()).isGreaterThanOrEqualTo(largest - 1e-9 * (1 + Math.abs(largest)));
        }
    }

    @Test
    void whoLooksChangesNoBit() {
        StartMixture watched = new StartMixture(GRID);
        StartMixture unwatched = new StartMixture(GRID);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            Tables tables = Tables.of(new Counts(150, random.nextInt(3), 2850, random.nextInt(30)));
            for (StartMixture mixture : new StartMixture[] {watched, unwatched}) {
                mixture.settle(1);
                if (i % 20 == 0) {
                    mixture.begin();
                }
                mixture.add(tables, 1.3, 1);
            }
            watched.mayReach(3);
            watched.logSettled();
            watched.logEvidence();
        }
        assertThat(watched.logEvidence()).isEqualTo(unwatched.logEvidence());
        assertThat(watched.logSettled()).isEqualTo(unwatched.logSettled());
    }
}
