package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.target.Autoscaling;
import org.junit.jupiter.api.Test;

class SpecWriterTest {
    private static String withoutEnv(String text) {
        return text.replaceFirst("(?m)^env:\\n.*\\n", "");
    }

    @Test
    void whatItWritesIsReadBackAsItWas() {
        ReleaseSpec spec = SpecReader.read(withoutEnv(Specs.file("examples/canary.yaml")));

        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void theExampleOfComparisonsIsReadBackAsItWas() {
        ReleaseSpec spec = SpecReader.read(Specs.file("examples/comparisons.yaml"));

        assertThat(spec.metrics()).hasSize(3);
        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void theSmallestIsReadBackAsItWas() {
        ReleaseSpec spec = SpecReader.read(Specs.SMALL);

        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void everyFieldIsReadBackAsItWas() {
        ReleaseSpec spec = SpecReader.read("""
                cluster: c
                namespace: shop
                workload: statefulset/db
                images: {app: 'a:1', side: 'b:2'}
                resources: {limits: {cpu: 2}}
                labels: {version: v2, team/tier: ''}
                config: {configMaps: {settings: settings-next}, secrets: {keys: keys-next}}
                traffic: {istio: {virtualService: v, routes: [a, b], service: s, affinity: 45m}}
                steps: [{weight: 7, approval: 90m}]
                metrics:
                  - errorRatio: {total: a, bad: b, name: n, source: s, critical: false, tolerate: 1.3, harmful: 2, weight: 3, runbook: 'https://w.example/e'}
                  - errorRatio: {total: a, bad: b, name: o, objective: 0.999, budget: 0.02}
                  - errorRatio: {total: a, bad: b, name: d, tolerateBy: 0.002, harmfulBy: 0.005}
                  - errorRatio: {total: a, bad: b, name: e, harmfulBy: 0.01, by: route}
                  - latency: {histogram: h, slo: 250ms, edges: [0.1, 0.25], quantile: 0.999}
                  - conversion: {total: a, good: b, name: c}
                  - mean: {sum: a, count: b, bad: up, weight: 0.5}
                  - mean: {sum: a, count: b, name: m2}
                  - events: {counter: k, tolerate: 1}
                  - gauge: {query: q, per: pod, bad: down, hardLimit: 5}
                  - gauge: {query: q, name: g2}
                  - prometheus: {query: up, min: -1, max: 2.5}
                judge:
                  kayenta:
                    pass: 90
                    marginal: 50
                    interval: 5m
                    groupWeights: {errors: 60, latency: 40}
                    metrics:
                      n: {groups: [errors], direction: increase, critical: true, mustHaveData: true}
                      latency:
                        groups: [latency]
                        nanStrategy: replace
                        effectSize: {measure: cles, allowedIncrease: 0.7, criticalIncrease: 0.9}
                beta: 0.1
                baseline: previous
                baselineShift: 36h
                extensions: 2
                extension: 20m
                history: 12h
                onInconclusive: rollback
                onNoApproval: rollback
                onBaselineUnhealthy: hold
                onOpenRelease: supersede
                undoWindow: 2h
                require: NONE
                """);

        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void whatScalesTheCanaryIsReadBackAsItWas() {
        ReleaseSpec spec = SpecReader.read(Specs.with("traffic: {nginx: {ingress: i}}") + "autoscaling: copy\n");

        assertThat(spec.changes().autoscaling()).isEqualTo(Autoscaling.COPY);
        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void whereAModelComesFromIsReadBackAsItWas() {
        ReleaseSpec spec = SpecReader.read(Specs.with("storageUri: s3://models/checkout/2")
                .replace("workload: checkout", "workload: inferenceservice/checkout"));

        assertThat(spec.changes().storageUri()).contains("s3://models/checkout/2");
        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void valuesOfEnvironmentVariablesStayOut() {
        JsonNode json = SpecWriter.toJson(SpecReader.read(Specs.with("env: {B_WORD: geheim, A_WORD: privat}")));

        assertThat(json.get("env").toString()).isEqualTo("[\"A_WORD\",\"B_WORD\"]");
        assertThat(json.toString()).doesNotContain("geheim", "privat");
    }

    @Test
    void theSameSpecificationIsWrittenTheSame() {
        String text = Specs.with("resources: {requests: {memory: 1Gi, cpu: 1}, limits: {cpu: 2}}");

        assertThat(SpecWriter.toJson(SpecReader.read(text)).toString())
                .contains("\"resources\":{\"limits\":{\"cpu\":\"2\"},\"requests\":{\"cpu\":\"1\",\"memory\":\"1Gi\"}}");
    }
}
