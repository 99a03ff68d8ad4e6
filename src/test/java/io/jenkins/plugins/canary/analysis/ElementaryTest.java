package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementaryTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void logarithmsAreThoseOfStrictMathToTheLastPlace() {
        for (int i = 0; i < 1_000_000; i++) {
            double x = StrictMath.exp(random.nextDouble(-700, 700));
            near(Elementary.log(x), StrictMath.log(x));
            double one = 1 + random.nextDouble(-0.3, 0.5);
            near(Elementary.log(one), StrictMath.log(one));
        }
    }

    @Test
    void exponentialsAreThoseOfStrictMathToTheLastPlace() {
        for (int i = 0; i < 1_000_000; i++) {
            double x = random.nextDouble(-690, 690);
            near(Elementary.exp(x), StrictMath.exp(x));
            near(Elementary.exp(x / 1000), StrictMath.exp(x / 1000));
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                1,
                -1,
                2,
                1e-320,
                Double.MIN_NORMAL,
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NaN,
                710,
                -745,
                -800
            })
    void limitsAreThoseOfStrictMath(double x) {
        near(Elementary.log(x), StrictMath.log(x));
        near(Elementary.exp(x), StrictMath.exp(x));
    }

    private static void near(double found, double expected) {
        if (Math.abs(found - expected) > Math.ulp(expected)) {
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void boundsOfLogarithmsAreNeverBelowThemAndHardlyAbove() {
        for (int i = 0; i < 10_000; i++) {
            double x = Math.pow(10, random.nextDouble(-300, 300));
            assertThat(Elementary.logBound(x)).isBetween(StrictMath.log(x), StrictMath.log(x) + 0.7);
        }
        assertThat(Elementary.logBound(0)).isGreaterThan(Double.NEGATIVE_INFINITY);
    }
}
