package io.jenkins.plugins.canary.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.release.Step;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RouterKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpecArgumentsTest {
    @Test
    void whatWasLeftEmptyIsNotThere() {
        SpecArguments arguments = new SpecArguments();
        arguments.set("image", "app:1");
        arguments.set("source", " ");
        arguments.set("metrics", List.of());
        arguments.set("env", NamedTexts.of(Map.of()));
        arguments.set("hold", null);
        assertThat(arguments.toMap()).isEqualTo(Map.of("image", "app:1"));

        arguments.set("image", "");
        assertThat(arguments.toMap()).isEmpty();
        assertThat(arguments.get("image", String.class)).isNull();
    }

    @Test
    void anEmptyStepSaysNothing() {
        assertThat(new ArgumentFormsTest.TrialStep().toSpec()).isEmpty();
    }

    @Test
    void theReaderUnderstandsEverythingThatCanBeGiven() {
        ReleaseSpec spec = SpecReader.read(Trials.everything().toSpec());

        assertThat(spec.target()).hasToString(SpecReader.read(yaml()).target().toString());
        assertThat(spec).isEqualTo(SpecReader.read(yaml()));
        assertThat(spec.traffic().kind()).isEqualTo(RouterKind.ISTIO);
        assertThat(spec.traffic().option("routes")).contains("web,api");
        assertThat(spec.metrics()).hasSize(11);
        assertThat(((Latency) spec.metrics().get(1)).edges()).containsExactly(0.25, 1.0);
        assertThat(spec.analysis().tolerate()).isEqualTo(OptionalDouble.of(1.3));
    }

    private static String yaml() {
        return """
                cluster: prod
                namespace: shop
                workload: checkout
                image: registry/checkout:2
                env: {FEATURE: a=b}
                resources: {requests: {cpu: 500m}, limits: {memory: 1Gi}}
                labels: {version: v2}
                config: {configMaps: {settings: settings-next}, secrets: {keys: keys-next}}
                traffic: {istio: {virtualService: checkout, routes: [web, api], service: checkout, affinity: 1h}}
                weights: [5, 25, 50]
                readyDeadline: 5m
                drain: 10s
                expiry: 2h
                keepForensics: 30m
                undoWindow: 30m
                source: prom
                metrics:
                  - errorRatio:
                      {total: 'requests_total{pod=~"{{pods}}"}', bad: errors_total, name: errors, source: prom,
                       critical: true, objective: 0.999, budget: 0.02, tolerateBy: 0.002, harmfulBy: 0.005, by: route,
                       tolerate: 1.2, harmful: 2, weight: 0.5,
                       runbook: 'https://wiki.example.org/errors'}
                  - latency: {histogram: duration_seconds_bucket, slo: 500ms, edges: [0.25, 1], quantile: 0.99, critical: false}
                  - conversion: {total: visits_total, good: orders_total, harmful: 1.6}
                  - mean: {sum: value_sum, count: value_count, bad: up}
                  - events: {counter: restarts_total, name: restarts}
                  - gauge: {query: memory_bytes, per: pod, bad: up, hardLimit: 2.0e9}
                  - prometheus: {query: max(memory_bytes), min: 0, max: 1.5e9}
                  - value: {name: load-test-p99, canary: 812, baseline: 790.5, bad: up, critical: false, harmful: 1.2,
                       runbook: 'https://wiki.example.org/load'}
                  - preset:
                      {name: security, requests: nginx, matchers: 'cluster="eu"', namespaceLabel: exported_namespace,
                       serviceLabel: exported_service, source: prom, harmful: 3, runbook: 'https://wiki.example.org/refused'}
                  - preset: {name: kubernetes, without: [cpu, throttling]}
                baseline: previous
                baselineShift: 168h
                tolerate: 1.3
                harmful: 2
                alpha: 0.01
                beta: 0.02
                extension: 20m
                history: 12h
                promoteDeadline: 15m
                minDuration: 1m
                maxDuration: 30m
                extensions: 0
                warmUp: 30s
                sourceDownAfter: 5m
                """;
    }

    @Test
    void stepsHaveHoldsOfTheirOwn() {
        ArgumentFormsTest.TrialStep step = Trials.target();
        step.setImages(NamedTexts.of(Map.of("app", "app:2", "proxy", "proxy:5")));
        step.setTraffic(new ReplicasTraffic());
        step.setSteps(List.of(Trials.weight(25, ""), Trials.weight(50, "15m")));

        ReleaseSpec spec = SpecReader.read(step.toSpec());

        assertThat(spec.traffic().kind()).isEqualTo(RouterKind.REPLICAS);
        assertThat(spec.steps())
                .containsExactly(
                        new Step(Exposure.of(25), Duration.ofMinutes(5)),
                        new Step(Exposure.of(50), Duration.ofMinutes(15)));
        assertThat(spec.changes().images()).containsEntry("proxy", "proxy:5");
    }
}
