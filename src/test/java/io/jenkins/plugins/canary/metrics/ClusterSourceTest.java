package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.PodReadings.End;
import io.jenkins.plugins.canary.metrics.PodReadings.PodReading;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClusterSourceTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(36_000);

    private final List<PodReading> pods = new ArrayList<>();
    private final ClusterSource source = new ClusterSource((names, usage) ->
            pods.stream().filter(pod -> names.contains(pod.name())).toList());

    private static MetricSettings settings() {
        return new MetricSettings(
                "m", "kubernetes", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private void pod(String name, Instant started, double memory, End... ends) {
        pods.add(new PodReading(
                name,
                started,
                ends.length == 0,
                ends.length,
                List.of(ends),
                OptionalDouble.of(0.5),
                OptionalDouble.of(memory)));
    }

    private static ReadRequest request(Instant from) {
        return new ReadRequest(
                new Scope(Arm.CANARY, Map.of(), Map.of("c", NOW.minusSeconds(30))),
                new Scope(Arm.BASELINE, Map.of(), Map.of("a", LONG_AGO, "b", LONG_AGO)),
                10,
                List.of(),
                List.of(),
                Duration.ofSeconds(15),
                from,
                NOW);
    }

    @Test
    void restartsAreCountedByTheTimeThatPodsRan() {
        pod("a", LONG_AGO, 1e6, new End(NOW.minusSeconds(300), false));
        pod("b", LONG_AGO, 1e6);
        pod("c", NOW.minusSeconds(90), 1e6, new End(NOW.minusSeconds(5), true), new End(NOW.minusSeconds(50), false));

        Interval interval = ((Reading.Counted)
                        source.read(new RareEvents(settings(), "restarts"), request(NOW.minusSeconds(60))))
                .intervals()
                .get(0);

        assertThat(interval.canary()).isEqualTo(new ArmCounts(30, List.of(1.0)));
        assertThat(interval.baseline()).isEqualTo(new ArmCounts(120, List.of(0.0)));
        assertThat(interval.end()).isEqualTo(NOW);
    }

    @Test
    void onlyThoseWhoUsedTooMuchMemoryAreCountedWhereThatIsAskedFor() {
        pod("c", LONG_AGO, 1e6, new End(NOW.minusSeconds(5), true), new End(NOW.minusSeconds(6), false));

        ArmCounts counts = ((Reading.Counted)
                        source.read(new RareEvents(settings(), "oomKills"), request(NOW.minusSeconds(60))))
                .intervals()
                .get(0)
                .canary();

        assertThat(counts.events()).containsExactly(1.0);
    }

    @Test
    void nothingIsSaidBeforeTheNextBoundary() {
        Reading reading = source.read(new RareEvents(settings(), "restarts"), request(NOW));

        assertThat(((Reading.Counted) reading).intervals()).isEmpty();
    }

    @Test
    void aGaugeIsTheMeanOfBothArmsAndTheCanarysWorstPod() {
        pod("a", LONG_AGO, 1e6);
        pod("b", LONG_AGO, 3e6);
        pod("c", LONG_AGO, 5e6);
        Gauge memory = new Gauge(settings(), "memory", true, Worse.HIGHER, OptionalDouble.empty());

        GaugeSample sample = ((Reading.Compared) source.read(memory, request(NOW.minusSeconds(20))))
                .samples()
                .get(0);

        assertThat(sample.baseline()).hasValue(2e6);
        assertThat(sample.canary()).hasValue(5e6);
        assertThat(sample.worst()).hasValue(5e6);
    }

    @Test
    void podsThatAreNotReadyAreAShare() {
        pod("c", LONG_AGO, 1e6, new End(NOW, false));
        PrometheusLimit limit =
                new PrometheusLimit(settings(), "notReady", OptionalDouble.empty(), OptionalDouble.of(0.5));

        assertThat(((Reading.Sampled) source.read(limit, request(NOW.minusSeconds(20))))
                        .sample()
                        .value())
                .hasValue(1);
    }

    @Test
    void aWordThatItDoesNotKnowIsRefusedWithThoseItKnows() {
        assertThatThrownBy(() -> source.read(new RareEvents(settings(), "panics"), request(NOW.minusSeconds(20))))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("m.counter panics", "oomKills, restarts");
    }
}
