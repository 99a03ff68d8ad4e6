package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.analysis.integration.SimpsonIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    /** The table of methods 1.8, column PASS: 0.5 % of errors, harmful 1.5, beta 0.05; minutes. */
    @ParameterizedTest
    @CsvSource({
        "10, 10, 113, 339",
        "10, 50, 45, 142",
        "50, 5, 42, 126",
        "50, 25, 11, 35",
        "200, 5, 11, 31",
        "200, 25, 2.8, 8.6",
        "1000, 1, 10, 30",
        "1000, 5, 2.1, 6.3"
    })
    void promotionsTakeWhatTheTableSays(double rps, double weight, double median, double most) {
        Planner.Forecast forecast = new Planner(rule(1.1, 1.5, 1, Sense.BAD), rps, 0.005)
                .promote(weight, 0.05)
                .orElseThrow();
        assertThat(forecast.median().toSeconds() / 60.0).isCloseTo(median, within(0.06 * median));
        assertThat(forecast.most().toSeconds() / 60.0).isCloseTo(most, within(0.06 * most));
    }

    /** The same table, column FAIL: twice the errors, tolerate 1. The mixture over starts adds a share of log 2 / log 20. */
    @ParameterizedTest
    @CsvSource({"10, 10, 40, 115", "50, 5, 15, 43", "200, 5, 3.7, 11", "200, 25, 1.0, 2.8", "1000, 5, 0.7, 2.2"})
    void findingsTakeWhatTheTableSaysAndALittleMoreForTheStarts(double rps, double weight, double median, double most) {
        Planner.Forecast forecast = new Planner(rule(1, 2, 1, Sense.BAD), rps, 0.005)
                .detect(weight, 0.05, 1)
                .orElseThrow();
        assertThat(forecast.median().toSeconds() / 60.0).isBetween(median * 0.95, median * 1.3);
        assertThat(forecast.most().toSeconds() / 60.0).isBetween(most * 0.95, most * 1.3);
    }

    @Test
    void noiseHasItsPrice() {
        Planner quiet = new Planner(rule(1.1, 1.5, 1, Sense.BAD), 200, 0.005);
        Planner noisy = new Planner(rule(1.1, 1.5, 3, Sense.BAD), 200, 0.005);
        double ratio = noisy.promote(5, 0.05).orElseThrow().median().toSeconds()
                / (double) quiet.promote(5, 0.05).orElseThrow().median().toSeconds();
        assertThat(ratio).isCloseTo(3, within(0.05));
        assertThat(noisy.price()).isEqualTo(3);
    }

    @Test
    void aShareOfTheEvidenceTakesLonger() {
        Planner planner = new Planner(rule(1.1, 1.5, 1, Sense.BAD), 200, 0.005);
        assertThat(planner.detect(5, 0.05, 0.1).orElseThrow().median())
                .isGreaterThan(planner.detect(5, 0.05, 1).orElseThrow().median());
    }

    @Test
    void conversionsHaveAForecastToo() {
        Planner planner = new Planner(rule(1.1, 1.5, 1, Sense.GOOD), 200, 0.03);
        assertThat(planner.detect(5, 0.05, 1).orElseThrow().median()).isPositive();
        assertThat(planner.promote(50, 0.05).orElseThrow().median())
                .isLessThan(planner.promote(5, 0.05).orElseThrow().median());
    }

    /** 0.5 points more than 0.5 % is twice as many. */
    @Test
    void aDifferenceIsTheRatioThatItIsAtTheBaselinesShare() {
        CountRule points =
                rule(1.1, 1.5, 1, Sense.BAD).with(Particulars.NONE.allowing(Optional.of(new Difference(0.001, 0.005))));
        assertThat(new Planner(points, 200, 0.005).promote(5, 0.05))
                .isEqualTo(new Planner(rule(1.2, 2, 1, Sense.BAD), 200, 0.005).promote(5, 0.05));
        assertThat(new Planner(points, 200, 0.005).detect(5, 0.05, 1))
                .isEqualTo(new Planner(rule(1.2, 2, 1, Sense.BAD), 200, 0.005).detect(5, 0.05, 1));
    }

    @Test
    void withoutEventsNothingIsForecast() {
        assertThat(new Planner(rule(1.1, 1.5, 1, Sense.BAD), 200, 0).promote(5, 0.05))
                .isEmpty();
        assertThat(new Planner(rule(1.1, 1.5, 1, Sense.BAD), 0, 0.1).promote(5, 0.05))
                .isEmpty();
    }

    /** SciPy 1.17, stats.invgauss. */
    @ParameterizedTest
    @CsvSource({
        "100, 50, 51.42298922921859, 355.25960458367416, 0.8730632624933561",
        "10, 300, 9.836496457864689, 13.254100620927627, 0.9999650971775957",
        "3, 1, 1.2472747102053534, 11.7356980924698, 0.8733588625937865"
    })
    void quantilesAgreeWithScipy(double mean, double shape, double median, double most, double atTwiceTheMean) {
        InverseGaussian times = new InverseGaussian(mean, shape);
        assertThat(times.quantile(0.5)).isCloseTo(median, within(1e-9 * median));
        assertThat(times.quantile(0.95)).isCloseTo(most, within(1e-9 * most));
        assertThat(times.cumulative(2 * mean)).isCloseTo(atTwiceTheMean, within(1e-12));
    }

    /** Hipparchus integrates the density. */
    @Test
    void theDistributionAgreesWithItsDensity() {
        InverseGaussian times = new InverseGaussian(10, 30);
        double integral = new SimpsonIntegrator()
                .integrate(
                        1_000_000,
                        x -> Math.sqrt(30 / (2 * Math.PI * x * x * x))
                                * Math.exp(-30 * (x - 10) * (x - 10) / (200 * x)),
                        1e-6,
                        17);
        assertThat(times.cumulative(17)).isCloseTo(integral, within(1e-6));
    }

    private static CountRule rule(double tolerate, double harmful, double dispersion, Sense sense) {
        return new CountRule(
                "m",
                true,
                1,
                OptionalDouble.of(tolerate),
                harmful,
                sense,
                Optional.empty(),
                List.of(new CountRule.Channel("c", 1, OptionalDouble.of(dispersion))));
    }
}
