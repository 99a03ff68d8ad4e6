package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;

/** What a user of ours would write for a workload. */
final class OurSpec {
    private static final String SPEC = """
            namespace: shop
            workload: checkout
            image: shop/checkout:2
            traffic: replicas
            weights: [%s]
            hold: %s
            source: prometheus
            %sharmful: %s
            alpha: %s
            minDuration: %s
            maxDuration: %s
            extensions: 0
            warmUp: %s
            history: %s
            metrics:
            """;

    private OurSpec() {}

    /** The specification, read as any other. */
    static ReleaseSpec of(Workload workload) {
        return SpecReader.read(text(workload));
    }

    /** The same without a look for faults that begin late. */
    static ReleaseSpec plain(Workload workload) {
        return SpecReader.read("judge: {sequential: {lateFaults: false}}\n" + text(workload));
    }

    /** As a user would write it. */
    static String text(Workload workload) {
        String tolerate = workload.says(TOLERATE) ? "tolerate: " + workload.text(TOLERATE) + "\n" : "";
        return SPEC.formatted(
                        workload.text(WEIGHTS),
                        workload.text(STEP),
                        tolerate,
                        workload.text(HARMFUL),
                        workload.text(ALPHA),
                        workload.text(MIN_DURATION),
                        workload.text(LENGTH),
                        workload.text(WARM_UP),
                        workload.text(HISTORY))
                + metric(workload.text(METRIC));
    }

    private static String metric(String metric) {
        return switch (metric) {
            case "latency" -> """
                      - latency:
                          histogram: 'http_request_duration_seconds_bucket{pod=~"{{pods}}"}'
                          slo: 500ms
                    """;
            case "memory" -> """
                      - gauge:
                          query: 'container_memory_working_set_bytes{pod=~"{{pods}}"}'
                          per: pod
                          bad: up
                    """;
            case "restarts" -> """
                      - events:
                          counter: 'kube_pod_container_status_restarts_total{pod=~"{{pods}}"}'
                    """;
            case "conversion" -> """
                      - conversion:
                          total: 'visits_total{pod=~"{{pods}}"}'
                          good: 'conversions_total{pod=~"{{pods}}"}'
                    """;
            default -> """
                      - errorRatio:
                          total: 'http_requests_total{pod=~"{{pods}}"}'
                          bad: 'http_requests_total{pod=~"{{pods}}",code="500"}'
                    """;
        };
    }
}
