package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evidence against the same sums and products in decimals of 60 digits, by the definitions of methods 1.1 and with no logarithm
 * but the last: a reference that shares no formula with the code.
 */
class ExactArithmeticTest {
    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);
    private static final RatioGrid FAIL = RatioGrid.against(1.1);
    private static final RatioGrid PASS = RatioGrid.inFavour(1.5);

    @ParameterizedTest
    @CsvSource({"80, 40, 60, 20, 1.25", "300, 40, 2000, 350, 1.1", "25, 25, 25, 0, 32", "150, 1, 2850, 600, 0.05"})
    void theNormaliserIsTheSumOfAllItsTerms(int canary, int x, int baseline, int y, double odds) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = Math.max(0, x + y - baseline); i <= Math.min(x + y, canary); i++) {
            BigInteger ways = choose(canary, i).multiply(choose(baseline, x + y - i));
            sum = sum.add(new BigDecimal(ways).multiply(power(new BigDecimal(odds), i), DIGITS), DIGITS);
        }
        assertThat(new ConditionalDistribution(new Counts(canary, x, baseline, y)).logNormaliser(odds))
                .isCloseTo(log(sum), within(1e-11 * log(sum)));
    }

    @Test
    void theEvidenceForACanaryIsTheWeightedSumOfProducts() {
        List<Counts> counts = release(11, 400);
        RatioEProcess process = new RatioEProcess(PASS);
        counts.forEach(interval -> process.add(Tables.of(interval), 1));

        BigDecimal[] products = ones(PASS);
        counts.forEach(interval -> multiply(products, PASS, 1.5, interval));

        assertThat(process.logEvidence()).isCloseTo(log(sum(PASS, products)), within(1e-9));
    }

    @Test
    void theEvidenceAgainstACanaryIsTheMixtureOverAllStarts() {
        List<Counts> counts = release(12, 300);
        StartMixture mixture = new StartMixture(FAIL);
        List<BigDecimal[]> processes = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            mixture.settle(1);
            if (i % 20 == 0) {
                mixture.begin();
                processes.add(ones(FAIL));
            }
            mixture.add(Tables.of(counts.get(i)), 1, 1);
            for (BigDecimal[] products : processes) {
                multiply(products, FAIL, 1.1, counts.get(i));
            }
        }

        BigDecimal all = BigDecimal.ONE;
        for (int j = 0; j < processes.size(); j++) {
            BigDecimal weight = weight(j);
            all = all.subtract(weight).add(weight.multiply(sum(FAIL, processes.get(j)), DIGITS), DIGITS);
        }
        assertThat(mixture.logEvidence()).isCloseTo(log(all), within(1e-9));
    }

    /** 1/2 for the first start, 9/(20 (j+2) (j+3)) for later ones, and 7/220 more for eleven of them. */
    private static BigDecimal weight(int j) {
        if (j == 0) {
            return new BigDecimal("0.5");
        }
        BigDecimal weight = new BigDecimal(9).divide(new BigDecimal(20 * (j + 2) * (j + 3)), DIGITS);
        return j > 11 ? weight : weight.add(new BigDecimal(7).divide(new BigDecimal(220), DIGITS));
    }

    @Test
    void sumsOfNumbersThatOverflowAreThoseOfDecimals() {
        double[] logs = {2000, 1999.5, 1000, -3000, 1998};
        BigDecimal sum = BigDecimal.ZERO;
        for (double log : logs) {
            // e^2000 = (e^(1/2))^4000, and a double knows e^(1/2) well enough for eleven digits of the logarithm.
            sum = sum.add(
                    power(new BigDecimal("1.648721270700128146848650787814163571653776"), (int) (2 * log)), DIGITS);
        }
        assertThat(LogSpace.sum(logs)).isCloseTo(log(sum), within(1e-9));
    }

    /** A release whose canary fails a little more often, with the weight raised on the way. */
    private static List<Counts> release(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Counts> counts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int canary = i < length / 2 ? 150 : 600;
            counts.add(new Counts(canary, random.nextInt(canary / 50), 3000 - canary, random.nextInt(25)));
        }
        return counts;
    }

    private static BigDecimal[] ones(RatioGrid grid) {
        BigDecimal[] ones = new BigDecimal[grid.size()];
        Arrays.fill(ones, BigDecimal.ONE);
        return ones;
    }

    /** By the likelihood ratio of binomials: the canary's share of events is n_c r / (n_c r + n_b). */
    private static void multiply(BigDecimal[] products, RatioGrid grid, double hypothesis, Counts counts) {
        for (int k = 0; k < products.length; k++) {
            double alternative = hypothesis * StrictMath.exp(grid.logRelative(k));
            BigDecimal canary = share(counts, alternative).divide(share(counts, hypothesis), DIGITS);
            BigDecimal baseline = BigDecimal.ONE
                    .subtract(share(counts, alternative))
                    .divide(BigDecimal.ONE.subtract(share(counts, hypothesis)), DIGITS);
            products[k] = products[k]
                    .multiply(power(canary, (int) counts.canaryEvents()), DIGITS)
                    .multiply(power(baseline, (int) counts.baselineEvents()), DIGITS);
        }
    }

    private static BigDecimal share(Counts counts, double ratio) {
        BigDecimal weighed = new BigDecimal(counts.canaryTotal()).multiply(new BigDecimal(ratio), DIGITS);
        return weighed.divide(weighed.add(new BigDecimal(counts.baselineTotal())), DIGITS);
    }

    private static BigDecimal sum(RatioGrid grid, BigDecimal[] products) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < products.length; k++) {
            sum = sum.add(new BigDecimal(StrictMath.exp(grid.logWeight(k))).multiply(products[k], DIGITS), DIGITS);
        }
        return sum;
    }

    private static BigDecimal power(BigDecimal base, int exponent) {
        return exponent < 0 ? BigDecimal.ONE.divide(base.pow(-exponent, DIGITS), DIGITS) : base.pow(exponent, DIGITS);
    }

    private static BigInteger choose(int n, int k) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return ways;
    }

    /** The one logarithm: of the leading digits, and of the power of ten beside them. */
    private static double log(BigDecimal number) {
        int exponent = number.precision() - number.scale();
        return StrictMath.log(number.movePointLeft(exponent).doubleValue()) + exponent * StrictMath.log(10);
    }
}
