package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.PrometheusLimit;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RollbackTo;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecReaderTest {
    @Test
    void whatIsNotSaidHasItsDefault() {
        ReleaseSpec spec = SpecReader.read(Specs.SMALL);

        assertThat(spec.target()).isEqualTo(new Target("", "shop", WorkloadName.parse("checkout")));
        assertThat(spec.steps()).extracting(Step::weight).containsExactly(5, 25, 50);
        assertThat(spec.steps()).extracting(Step::hold).containsOnly(Duration.ofMinutes(5));
        assertThat(spec.analysis()).isEqualTo(AnalysisSpec.DEFAULTS);
        assertThat(spec.policies()).isEqualTo(Policies.DEFAULTS);
        assertThat(spec.times()).isEqualTo(Times.DEFAULTS);
        assertThat(spec.source()).isEmpty();
        assertThat(spec.metrics()).isEmpty();
    }

    @Test
    void theExampleSaysEverything() {
        ReleaseSpec spec = SpecReader.read(Specs.file("examples/canary.yaml"));

        assertThat(spec.target().toString()).isEqualTo("prod-eu/shop/checkout");
        assertThat(spec.changes().env()).containsEntry("RELEASE_CHANNEL", "canary");
        assertThat(spec.traffic()).isEqualTo(new TrafficSpec(RouterKind.ISTIO, Map.of("virtualService", "checkout")));
        assertThat(spec.steps()).last().isEqualTo(new Step(Exposure.of(50), Duration.ofMinutes(15)));
        assertThat(spec.metrics()).hasExactlyElementsOfTypes(ErrorRatio.class, Latency.class, PrometheusLimit.class);
        assertThat(spec.analysis().tolerate()).hasValue(1.1);
        assertThat(spec.times().keepForensics()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void argumentsOfAStepSayTheSameAsYaml() {
        Map<String, Object> arguments = Map.of(
                "namespace",
                "shop",
                "workload",
                "checkout",
                "image",
                new StringBuilder("shop/checkout:2"),
                "traffic",
                Map.of("replicas", Map.of()),
                "weights",
                List.of(5, 25L, 50));

        assertThat(SpecReader.read(arguments)).isEqualTo(SpecReader.read(Specs.SMALL));
    }

    @Test
    void jsonSaysTheSameAsYamlTabsIncluded() {
        String json = """
                {
                \t"namespace": "shop", "workload": "checkout", "image": "shop/checkout:2",
                \t"traffic": "replicas", "weights": [5, 25, 50]
                }
                """;

        assertThat(SpecReader.read(json)).isEqualTo(SpecReader.read(Specs.SMALL));
    }

    @Test
    void aSingleWeightIsOneStep() {
        ReleaseSpec spec = SpecReader.read(Specs.without("weights") + "weight: 10\nhold: 90\n");

        assertThat(spec.steps()).containsExactly(new Step(Exposure.of(10), Duration.ofSeconds(90)));
    }

    @Test
    void aStepWithoutHoldTakesTheOneForAll() {
        ReleaseSpec spec = SpecReader.read(
                Specs.without("weights") + "steps: [{weight: 5}, {weight: 50, hold: 1h30m}]\nhold: 2m\n");

        assertThat(spec.steps()).extracting(Step::hold).containsExactly(Duration.ofMinutes(2), Duration.ofMinutes(90));
    }

    @Test
    void usersMayStayWithTheirVersion() {
        ReleaseSpec spec = SpecReader.read(Specs.with("traffic: {httpRoute: {name: checkout, affinity: 1h30m}}"));

        assertThat(spec.traffic().affinity()).contains(Duration.ofMinutes(90));
        assertThat(spec.traffic().options()).containsOnlyKeys("name");
    }

    @Test
    void routesMayBeAList() {
        ReleaseSpec spec = SpecReader.read(Specs.with("traffic: {istio: {virtualService: v, routes: [api, web]}}"));

        assertThat(spec.traffic().option("routes")).contains("api,web");
    }

    @Test
    void metricsWithoutNamesAreCalledByTheirKind() {
        String errors = "  - errorRatio: {total: a, bad: b";

        ReleaseSpec spec =
                SpecReader.read(Specs.WITH_METRICS + errors + "}\n" + errors + "}\n" + errors + ", name: mine}\n");

        assertThat(spec.metrics()).extracting(Metric::name).containsExactly("errorRatio", "errorRatio-2", "mine");
    }

    @Test
    void everyMetricIsCriticalWhereNoneSaysSo() {
        String errors = "  - errorRatio: {total: a, bad: b";
        String limit = "  - prometheus: {query: up, min: 1}\n";

        assertThat(SpecReader.read(Specs.WITH_METRICS + errors + "}\n" + limit).metrics())
                .allMatch(metric -> metric.settings().critical());
        assertThat(SpecReader.read(Specs.WITH_METRICS + errors + ", critical: true}\n" + limit)
                        .metrics())
                .extracting(metric -> metric.settings().critical())
                .containsExactly(true, false);
    }

    @Test
    void aPresetsRunbookIsThatOfEachOfItsMetrics() {
        assertThat(SpecReader.read(Specs.WITH_METRICS
                                + "  - preset: {name: istio, runbook: 'https://wiki.example.org/shop'}\n")
                        .metrics())
                .hasSize(2)
                .allMatch(metric -> metric.settings().runbook().equals("https://wiki.example.org/shop"));
    }

    @Test
    void quantitiesMayBeNumbers() {
        ReleaseSpec spec =
                SpecReader.read(Specs.with("resources: {limits: {cpu: 2, memory: 1Gi}, requests: {cpu: 0.50}}"));

        assertThat(spec.changes().resources())
                .isEqualTo(Map.of("limits", Map.of("cpu", "2", "memory", "1Gi"), "requests", Map.of("cpu", "0.5")));
    }

    @Test
    void requireNoneAcceptsEveryVerdict() {
        assertThat(SpecReader.read(Specs.with("require: NONE")).policies().require())
                .isEqualTo(Verdict.Kind.FAIL);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("io.jenkins.plugins.canary.release.BadSpecs#fields")
    void aMistakeIsNamedWithItsPath(String text, List<String> problems) {
        assertThat(Specs.problems(text)).containsExactlyInAnyOrderElementsOf(problems);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("io.jenkins.plugins.canary.release.BadSpecs#betweenFields")
    void whatDoesNotGoTogetherIsNamedWithItsPath(String text, List<String> problems) {
        assertThat(Specs.problems(text)).containsExactlyInAnyOrderElementsOf(problems);
    }

    @Test
    void aCanaryThatSomethingElseMadeGoesInThePlaceOfChangesAndWeights() {
        ReleaseSpec spec = SpecReader.read("namespace: shop\nstable: checkout\ncanary: next\ntraffic: replicas\n");

        assertThat(spec.target().workload()).isEqualTo(WorkloadName.parse("checkout"));
        assertThat(spec.changes()).isEqualTo(Changes.found("next"));
        assertThat(spec.traffic().canary()).contains("next");
        assertThat(spec.terms().found()).contains(RollbackTo.FOUND);
        assertThat(spec.steps()).isEmpty();
        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        String text =
                "namespace: Shop\nwieghts: 1\ntolerate: 110\nweights: [50, 120, 25]\ntraffic: replicas\nimage: a:1\n";

        assertThat(Specs.problems(text))
                .containsExactlyInAnyOrder(
                        "namespace: 'Shop' is not a namespace name",
                        "one of workload, stable is needed; it is what is released",
                        "wieghts: unknown; did you mean weights?",
                        "tolerate: 110 is not a ratio of canary to baseline; for 110 percent write 1.1",
                        "weights[1]: 120 is over 100");
    }

    @Test
    void aWrongWeightDoesNotHideThatTheOthersFall() {
        assertThat(Specs.problems(Specs.with("weights: [50, 25, 120]")))
                .containsExactlyInAnyOrder(
                        "weights[2]: 120 is over 100", "weights[1]: 25 is not above the 50 before it; they must rise");
    }

    @Test
    void aMistakeInAnArgumentIsNamedAsInAFile() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("namespace", List.of("shop"));

        assertThatThrownBy(() -> SpecReader.read(arguments))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("namespace: a list is not a namespace name");
    }
}
