package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.PrometheusSource;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.target.Arm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's own metric source finds in the simulated Prometheus what users met. */
class WatchedSimulationTest {
    private final Simulation world = Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), 5);
    private final Instant start = world.releaseStart();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theHistoryTellsTheBaseline() {
        History errors = source(2_000)
                .history(metric(ErrorRatio.class), arm(Arm.BASELINE, 0, 3), start.minusSeconds(3600), start);
        History latency =
                source(2_000).history(metric(Latency.class), arm(Arm.BASELINE, 0, 3), start.minusSeconds(3600), start);

        assertThat(errors.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(errors.lastHour().total()).isCloseTo(360_000, within(5_000.0));
        assertThat(errors.lastHour().events().get(0) / errors.lastHour().total())
                .isCloseTo(0.005, within(0.0005));
        assertThat(latency.edges()).contains(0.5);
    }

    /** Few enough series to be read one by one, and so few that they are summed on a grid. */
    @ParameterizedTest
    @ValueSource(longs = {2_000, 1})
    void theIntervalsAddUpToWhatWasServed(long seriesLimit) {
        world.advanceTo(start.plusSeconds(600));

        ReadRequest request = new ReadRequest(
                arm(Arm.CANARY, 0, 1),
                arm(Arm.BASELINE, 1, 3),
                33,
                List.of(),
                List.of(),
                Duration.ofSeconds(15),
                start,
                world.clock().instant());
        Reading.Counted reading = (Reading.Counted) source(seriesLimit).read(metric(ErrorRatio.class), request);

        Totals totals = world.totals();
        double seconds = reading.intervals().size() * 15.0;
        assertThat(seconds).isBetween(555.0, 600.0);
        assertThat(sum(reading, ArmCounts::total) / seconds).isCloseTo(totals.stableRequests() / 600.0, within(3.0));
        assertThat(sum(reading, counts -> counts.events().get(0)))
                .isCloseTo(totals.stableBad() * seconds / 600, within(60.0));
    }

    private static double sum(Reading.Counted reading, ToDoubleFunction<ArmCounts> figure) {
        return reading.intervals().stream()
                .flatMap(interval -> Stream.of(interval.canary(), interval.baseline()))
                .mapToDouble(figure)
                .sum();
    }

    private MetricSource source(long seriesLimit) {
        PrometheusAccess access = PrometheusAccess.of("prometheus", URI.create(world.prometheusUrl()));
        return new PrometheusSource(access, new OkHttpClient(), seriesLimit);
    }

    private Metric metric(Class<? extends Metric> type) {
        return SpecReader.read(world.exampleSpecYaml()).metrics().stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** Some of the pods, in the order of their names. */
    private Scope arm(Arm arm, int from, int to) {
        Map<String, Instant> pods = world.cluster().list(Kind.POD, "shop").subList(from, to).stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), pod -> start.minusSeconds(3600)));
        return new Scope(arm, placeholders(arm), pods);
    }

    private static Map<String, String> placeholders(Arm arm) {
        return Map.of("track", arm.track(), "namespace", "shop", "workload", "checkout", "service", "checkout");
    }
}
