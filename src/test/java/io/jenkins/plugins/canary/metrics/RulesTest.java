package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.CountRule;
import io.jenkins.plugins.canary.analysis.Difference;
import io.jenkins.plugins.canary.analysis.LimitRule;
import io.jenkins.plugins.canary.analysis.Quantile;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.internal.Edges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    @Test
    void anErrorRatioHasOneChannelAndTheDefaultsOfTheRelease() {
        CountRule rule = (CountRule) Rules.of(
                new ErrorRatio(settings(true), "a", "b"), known(List.of()), List.of(), OptionalDouble.of(1.2), 1.5);

        assertThat(rule)
                .isEqualTo(new CountRule(
                        "m", true, 0.35, OptionalDouble.of(1.2), 1.5, List.of(new CountRule.Channel("errors", 1))));
    }

    @Test
    void aDifferenceIsHandedOn() {
        Optional<Difference> points = Optional.of(new Difference(0.002, 0.005));
        ErrorRatio ratio = new ErrorRatio(settings(true), "a", "b", Optional.empty(), points, Optional.empty());

        CountRule rule = (CountRule) Rules.of(ratio, known(List.of()), List.of(), NONE, 1.5);

        assertThat(rule.particulars().difference()).isEqualTo(points);
    }

    @Test
    void whatTheMetricSaysStands() {
        MetricSettings own = new MetricSettings(
                "m", "", false, OptionalDouble.of(1.3), OptionalDouble.of(2), OptionalDouble.of(0.6));

        CountRule rule = (CountRule) Rules.of(new ErrorRatio(own, "a", "b"), known(List.of()), List.of(), NONE, 1.5);

        assertThat(rule.tolerate()).hasValue(1.3);
        assertThat(rule.harmful()).isEqualTo(2);
        assertThat(rule.weight()).isEqualTo(0.6);
    }

    @Test
    void criticalMetricsWeighMore() {
        CountRule other =
                (CountRule) Rules.of(new ErrorRatio(settings(false), "a", "b"), known(List.of()), List.of(), NONE, 1.5);

        assertThat(other.weight()).isEqualTo(0.1);
    }

    @Test
    void theEdgeNearestThePromiseHasMostOfTheEvidence() {
        CountRule rule = (CountRule)
                Rules.of(latency("latency_seconds_bucket"), known(List.of(0.1, 0.5, 1.0, 2.5)), List.of(), NONE, 1.5);

        assertThat(rule.channels())
                .containsExactly(
                        new CountRule.Channel("slower than 0.1 s", 0.6 / 3),
                        new CountRule.Channel("slower than 0.5 s", 0.4),
                        new CountRule.Channel("slower than 1 s", 0.6 / 3),
                        new CountRule.Channel("slower than 2.5 s", 0.6 / 3));
        assertThat(rule.channels().stream()
                        .mapToDouble(CountRule.Channel::share)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    /** In the last hour 3 % were slower than 0.5 s and 0.4 % slower than 1 s. */
    @Test
    void theEdgesOfTheBucketThatHoldsAQuantileHaveAsMuch() {
        Latency watched = new Latency(
                settings(true), "latency_seconds_bucket", Duration.ofMillis(100), List.of(), OptionalDouble.of(0.99));
        History known = new History(
                Duration.ofSeconds(15),
                List.of(0.1, 0.25, 0.5, 1.0, 2.5),
                new ArmCounts(1000, List.of(400.0, 90.0, 30.0, 4.0, 0.0)));

        CountRule rule = (CountRule) Rules.of(watched, known, List.of(), NONE, 1.5);

        assertThat(rule.channels().stream().map(CountRule.Channel::share))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
                .containsExactly(0.8 / 3, 0.1, 0.8 / 3, 0.8 / 3, 0.1);
        assertThat(rule.particulars().quantile())
                .contains(new Quantile(0.99, List.of("0.1 s", "0.25 s", "0.5 s", "1 s", "2.5 s")));
    }

    @Test
    void aQuantileBeyondAllEdgesHasTheNearestOne() {
        History known =
                new History(Duration.ofSeconds(15), List.of(0.1, 0.5), new ArmCounts(1000, List.of(400.0, 90.0)));
        Latency over = new Latency(
                settings(true), "latency_seconds_bucket", Duration.ofMillis(100), List.of(), OptionalDouble.of(0.99));
        Latency under = new Latency(
                settings(true), "latency_seconds_bucket", Duration.ofMillis(500), List.of(), OptionalDouble.of(0.3));

        assertThat(Edges.asked(over, known.edges(), known.lastHour())).containsExactly(0, 1);
        assertThat(Edges.asked(under, known.edges(), known.lastHour())).containsExactly(0, 1);
        assertThat(Edges.asked(over, known.edges(), new ArmCounts(0, List.of(0.0, 0.0))))
                .containsExactly(0);
    }

    @Test
    void aSingleEdgeHasAllOfIt() {
        CountRule rule =
                (CountRule) Rules.of(latency("latency_seconds_bucket"), known(List.of(10.0)), List.of(), NONE, 1.5);

        assertThat(rule.channels()).containsExactly(new CountRule.Channel("slower than 10 s", 1));
    }

    @Test
    void millisecondsAreNamed() {
        List<Double> edges = List.of(100.0, 500.0);

        for (String name : List.of(
                "istio_request_duration_milliseconds_bucket{a=\"b\"}",
                "latency_ms_bucket",
                "{__name__=\"x_millis_bucket\"}")) {
            assertThat(((CountRule) Rules.of(latency(name), known(edges), List.of(), NONE, 1.5)).channels())
                    .containsExactly(
                            new CountRule.Channel("slower than 100 ms", 0.5),
                            new CountRule.Channel("slower than 500 ms", 0.5));
        }
    }

    @Test
    void aLatencyWithoutEdgesCannotBeJudged() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.of(latency("latency_seconds_bucket"), known(List.of()), List.of(), NONE, 1.5))
                .withMessageContaining("edge");
    }

    @Test
    void aLimitIsALimit() {
        PrometheusLimit limit = new PrometheusLimit(settings(true), "q", NONE, OptionalDouble.of(3));

        assertThat(Rules.of(limit, known(List.of()), List.of(), NONE, 1.5))
                .isEqualTo(new LimitRule("m", true, NONE, OptionalDouble.of(3)));
    }

    private static Latency latency(String histogram) {
        return new Latency(settings(true), histogram, Duration.ofMillis(500), List.of());
    }

    private static History known(List<Double> edges) {
        return new History(Duration.ofSeconds(15), edges, new ArmCounts(0, List.of()));
    }

    private static MetricSettings settings(boolean critical) {
        return new MetricSettings("m", "", critical, NONE, NONE, NONE);
    }

    @Test
    void aNumberThatIsGivenMayNotBeHarmfulComparedWithTheOther() {
        MetricSettings settings = new MetricSettings(
                "p99", "", true, OptionalDouble.empty(), OptionalDouble.of(1.2), OptionalDouble.empty());
        History none = new History(Duration.ofSeconds(15), List.of(), new ArmCounts(1, List.of()));

        LimitRule up = (LimitRule) Rules.of(
                new GivenValue(settings, 812, 1000, Worse.HIGHER), none, List.of(), OptionalDouble.empty(), 1.5);
        LimitRule down = (LimitRule) Rules.of(
                new GivenValue(settings, 812, 1200, Worse.LOWER), none, List.of(), OptionalDouble.empty(), 1.5);

        assertThat(up.max()).hasValue(1200);
        assertThat(up.min()).isEmpty();
        assertThat(down.min()).hasValue(1000);
    }
}
