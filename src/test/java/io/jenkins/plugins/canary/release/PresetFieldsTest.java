package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.GivenValue;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.Preset;
import io.jenkins.plugins.canary.metrics.Presets;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetFieldsTest {
    private static final String SPEC = """
            namespace: shop
            workload: checkout
            image: registry/checkout:2
            traffic: replicas
            weights: [10]
            metrics:
            """;

    static Stream<String> words() {
        return Presets.all().stream().map(Preset::word);
    }

    @Test
    void aPresetStandsForOrdinaryMetrics() {
        List<Metric> metrics = metrics("- preset: istio\n- preset: {name: kubernetes, without: [cpu, memory]}");

        assertThat(metrics)
                .extracting(Metric::name)
                .containsExactly("istio-errors", "istio-latency", "kubernetes-restarts", "kubernetes-throttling");
        assertThat(metrics.get(0)).isInstanceOfSatisfying(ErrorRatio.class, errors -> assertThat(errors.total())
                .startsWith("istio_requests_total{"));
    }

    @Test
    void itsOptionsHoldForAllOfIt() {
        List<Metric> metrics =
                metrics("- preset: {name: http, slo: 2s, source: prom-eu, harmful: 2, codeLabel: status}");

        assertThat(metrics).allSatisfy(metric -> {
            assertThat(metric.settings().source()).isEqualTo("prom-eu");
            assertThat(metric.settings().harmful()).hasValue(2);
        });
        assertThat(((Latency) metrics.get(1)).slo()).isEqualTo(Duration.ofSeconds(2));
        assertThat(((ErrorRatio) metrics.get(0)).bad()).contains("status=~\"5..\"");
    }

    @ParameterizedTest
    @MethodSource("words")
    void whatItStandsForIsReadBackAsItWas(String word) {
        ReleaseSpec spec =
                read("- preset: {name: http, without: [latency]}\n" + (word.equals("http") ? "" : "- preset: " + word));

        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString()).metrics())
                .isEqualTo(spec.metrics());
    }

    @Test
    void anUnknownPresetIsAMistakeThatNamesThoseThereAre() {
        assertThat(problems("- preset: istoi")).singleElement().asString().contains("metrics[0].preset", "'istio'");
    }

    @Test
    void anOptionOfAnotherPresetIsAMistake() {
        assertThat(problems("- preset: {name: istio, heapLimit: 0.9}"))
                .singleElement()
                .asString()
                .contains("metrics[0].preset.heapLimit", "means nothing for istio", "reporter");
    }

    @Test
    void whatIsLeftOutMustBeThere() {
        assertThat(problems("- preset: {name: istio, without: [restarts]}"))
                .singleElement()
                .asString()
                .contains("metrics[0].preset.without", "'restarts'", "errors, latency");
        assertThat(problems("- preset: {name: istio, without: [errors, latency]}"))
                .singleElement()
                .asString()
                .contains("leaves nothing");
    }

    @Test
    void mistakesBehindAPresetAreToldWithTheirOwnPlace() {
        assertThat(problems("- preset: istio\n- latency: {name: istio-latency, histogram: x_bucket, slo: 1s}"))
                .containsExactly("metrics[1].latency.name: metrics[0].preset has this name already");
    }

    @Test
    void aNumberThatIsGivenIsReadAndWritten() {
        ReleaseSpec spec = read("- value: {name: p99, canary: 812, baseline: 790, harmful: 1.2}");

        assertThat(spec.metrics()).singleElement().isInstanceOfSatisfying(GivenValue.class, value -> {
            assertThat(value.canary()).isEqualTo(812);
            assertThat(value.worse()).isEqualTo(Worse.HIGHER);
        });
        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString()).metrics())
                .isEqualTo(spec.metrics());
    }

    @Test
    void aNumberThatIsGivenNeedsSomethingToBeComparedWith() {
        assertThat(problems("- value: {canary: 812}"))
                .singleElement()
                .asString()
                .contains("baseline: missing");
        assertThat(problems("- value: {canary: 812, baseline: 0}"))
                .singleElement()
                .asString()
                .contains("baseline");
        assertThat(problems("- value: {canary: 812, baseline: 1, source: prom}"))
                .singleElement()
                .asString()
                .contains("source: means nothing for a number that is given");
    }

    private static List<Metric> metrics(String yaml) {
        return read(yaml).metrics();
    }

    private static ReleaseSpec read(String yaml) {
        return SpecReader.read(SPEC + yaml);
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(RefusedException.class, () -> read(yaml)).problems();
    }
}
