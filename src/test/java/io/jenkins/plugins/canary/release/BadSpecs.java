package io.jenkins.plugins.canary.release;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Wrong specifications, each with all that is to be said of it. */
final class BadSpecs {
    private BadSpecs() {}

    private static Arguments bad(String text, String... problems) {
        return Arguments.of(text, List.of(problems));
    }

    private static Arguments metric(String line, String... problems) {
        return bad(Specs.WITH_METRICS + "  - " + line + "\n", problems);
    }

    /** What is wrong by itself: schema and reader refuse it alike. */
    static Stream<Arguments> fields() {
        return Stream.of(names(), weights(), types(), traffic(), metrics()).flatMap(table -> table);
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                bad(Specs.with("wieghts: [5]"), "wieghts: unknown; did you mean weights?"),
                bad(Specs.with("Image: x"), "Image: unknown; did you mean image?"),
                bad(Specs.with("colour: red"), "colour: unknown"),
                bad(
                        Specs.with("config: {}"),
                        "config: one of configMaps, secrets is needed; config is one or both of them"),
                bad(
                        Specs.without("image") + "manifests: k8s/",
                        "manifests: 'k8s/' is not manifests such as 'kustomize build' writes"),
                bad(
                        Specs.with("manifests: 'kind: Deployment'"),
                        "only one of manifests, image may be given; manifests say all of it themselves",
                        "manifests: a manifest without kind or metadata.name is none",
                        "manifests: one manifest of Deployment checkout is needed; there is none"),
                bad(Specs.with("baseline: old"), "baseline: 'old' is not one of 'stable', 'fresh', 'previous'"),
                bad(Specs.with("cohort: beta"), "cohort: 'beta' is not a map"),
                bad(
                        Specs.with("cohort: {header: x-group, cookie: group}"),
                        "cohort: only one of header, cookie may be given; it is what tells a cohort's requests from others",
                        "cohort: one of value, pattern is needed; it is what the header or cookie must have"),
                bad(
                        Specs.with("cohort: {header: 'x group', value: beta}"),
                        "cohort.header: 'x group' is not the name of a header such as 'x-user-group'"),
                bad(Specs.with("mirror: 5"), "mirror: stands in steps: [{mirror: 100, hold: 10m}, {weight: 5}]"),
                bad(Specs.with("approval: 2h"), "approval: stands in steps: [{weight: 5}, {weight: 25, approval: 2h}]"),
                bad(Specs.with("failOn: FAIL"), "failOn: belongs to canaryAnalyze; a release says onInconclusive"),
                bad(Specs.without("namespace"), "namespace: missing; it is the workload's namespace"),
                bad(
                        Specs.without("image"),
                        "one of image, images, env, resources, labels, config, storageUri, manifests, canary is needed; without a change the canary would be the same as"
                                + " stable"),
                bad(
                        Specs.with("images: {app: 'a:1'}"),
                        "only one of image, images may be given; image is short for the images of a pod with one"
                                + " container"));
    }

    private static Stream<Arguments> weights() {
        String share = "they say which share of traffic the canary gets";
        return Stream.of(
                bad(Specs.with("weights: [5, 120]"), "weights[1]: 120 is over 100"),
                bad(Specs.with("weights: [-1, 5]"), "weights[0]: -1 is under 0"),
                bad(Specs.with("weights: [2.5]"), "weights[0]: 2.5 is not a whole number"),
                bad(Specs.with("weights: ['5']"), "weights[0]: '5' is not a whole number"),
                bad(Specs.with("weights: []"), "weights: has 0 elements; 1 to 50 are allowed"),
                bad(Specs.with("weights: 5"), "weights: 5 is not a list"),
                bad(Specs.without("weights"), "one of weights, steps, weight, canary is needed; " + share),
                bad(Specs.with("weight: 5"), "only one of weights, weight may be given; " + share),
                bad(Specs.with("steps: [{weight: 5}]"), "only one of weights, steps may be given; " + share),
                bad(
                        Specs.without("weights") + "steps: [{weight: 5}, {weight: 25}, {weight: 120}]",
                        "steps[2].weight: 120 is over 100"),
                bad(
                        Specs.without("weights") + "steps: [{wait: 5}]",
                        "steps[0].wait: unknown; known are weight, cohort, mirror, hold, approval",
                        "steps[0]: one of weight, cohort, mirror is needed; they say which requests the canary gets"),
                bad(Specs.without("weights") + "steps: [{mirror: 101}]", "steps[0].mirror: 101 is over 100"));
    }

    private static Stream<Arguments> types() {
        String duration = " is not a duration of at most a year; write '90s', '10m', '2h' or '1h30m'";
        return Stream.of(
                bad(Specs.with("hold: 5 minutes"), "hold: '5 minutes'" + duration),
                bad(Specs.with("hold: -5"), "hold: -5" + duration),
                bad(Specs.with("hold: [5m]"), "hold: a list" + duration),
                bad(Specs.with("expiry: 0"), "expiry: 0 is no time at all"),
                bad(Specs.with("expiry: 0s"), "expiry: '0s' is no time at all"),
                bad(Specs.with("hold:"), "hold: is empty; write duration, or leave it out"),
                bad(
                        Specs.with("tolerate: 110"),
                        "tolerate: 110 is not a ratio of canary to baseline; for 110 percent write 1.1"),
                bad(
                        Specs.with("tolerate: 0.1"),
                        "tolerate: 0.1 is under 1: even a canary that equals the baseline would not do; for ten percent"
                                + " more write 1.1"),
                bad(Specs.with("harmful: '1.5'"), "harmful: '1.5' is not a number"),
                bad(Specs.with("alpha: 5"), "alpha: 5 is not a share within 0 and 0.5; for 5 percent write 0.05"),
                bad(Specs.with("alpha: 0"), "alpha: 0 must be over 0: a verdict that is never wrong is never given"),
                bad(Specs.with("require: pass"), "require: 'pass' is not one of 'PASS', 'MARGINAL', 'NONE'"),
                bad(
                        Specs.with("onInconclusive: promote"),
                        "onInconclusive: 'promote' is not one of 'hold', 'rollback'"),
                bad(Specs.with("extensions: 1.5"), "extensions: 1.5 is not a whole number"),
                bad(Specs.with("namespace: Shop"), "namespace: 'Shop' is not a namespace name"),
                bad(Specs.with("namespace: 7"), "namespace: 7 is not a namespace name; write it in quotes"),
                bad(
                        Specs.with("workload: a/b/c"),
                        "workload: 'a/b/c' is not a workload such as 'checkout' or 'statefulset/db'"),
                bad(Specs.with("image: ''"), "image: is empty"),
                bad(Specs.with("env: {PORT: 8080}"), "env.PORT: 8080 is not text; write it in quotes"),
                bad(Specs.with("env: {'A B': x}"), "env.A B: 'A B' is not the name of an environment variable"),
                bad(Specs.with("resources: {cpu: 2}"), resources()),
                bad(
                        Specs.with("resources: {limits: {cpu: two}}"),
                        "resources.limits.cpu: 'two' is not a quantity such as '500m' or '1Gi'"));
    }

    private static String[] resources() {
        return new String[] {
            "resources.cpu: unknown; known are requests, limits",
            "resources: one of requests, limits is needed; resources are one or both of them"
        };
    }

    private static Stream<Arguments> traffic() {
        return Stream.of(
                bad(
                        Specs.without("traffic"),
                        "traffic: missing; it is the router that moves traffic, with its options"),
                bad(Specs.with("traffic: ngnix"), "traffic.ngnix: unknown router; did you mean nginx?"),
                bad(Specs.with("traffic: {istoi: {}}"), "traffic.istoi: unknown router; did you mean istio?"),
                bad(
                        Specs.with("traffic: istio"),
                        "traffic.istio.virtualService: missing; it is name of the VirtualService whose routes are split; of"
                                + " several, a list or separated by commas"),
                bad(
                        Specs.with("traffic: {istio: {virtualService: checkout, host: x}}"),
                        "traffic.istio.host: unknown; known are virtualService, routes, service, affinity"),
                bad(
                        Specs.with("traffic: {istio: {virtualService: checkout}, replicas: {}}"),
                        "traffic: a map with 2 keys is not a router; write one key, its kind, with its fields:"
                                + " istio: {virtualService: …}"),
                bad(
                        Specs.with("traffic: {istio: {virtualService: checkout, affinity: 0s}}"),
                        "traffic.istio.affinity: '0s' is no time at all"),
                bad(
                        Specs.with("traffic: {smi: {name: checkout, affinity: 1h}}"),
                        "traffic.smi.affinity: smi cannot keep users with a version for a release: a TrafficSplit has"
                                + " weights and nothing else; istio, httpRoute, traefik, alb can"),
                bad(Specs.with("traffic: {replicas: 3}"), "traffic.replicas: 3 is not a map"));
    }

    private static Stream<Arguments> metrics() {
        return Stream.of(
                metric("gauge: {query: up, per: node}", "metrics[0].gauge.per: 'node' is not one of 'pod'"),
                metric(
                        "conversion: {good: a}",
                        "metrics[0].conversion.total: missing; it is selector of the counter of all requests"),
                metric(
                        "mean: {sum: a, count: b, bad: sideways}",
                        "metrics[0].mean.bad: 'sideways' is not one of 'up', 'down'"),
                metric(
                        "events: {query: a, counter: b}",
                        "metrics[0].events.query: unknown; known are counter, name, source, critical, runbook, tolerate, harmful, weight"),
                metric("errorRate: {}", "metrics[0].errorRate: unknown metric; did you mean errorRatio?"),
                metric(
                        "errorRatio: {total: a}",
                        "metrics[0].errorRatio.bad: missing; it is selector of the counter of those that went wrong"),
                metric(
                        "errorRatio: {total: a, bad: b, tolerate: 110}",
                        "metrics[0].errorRatio.tolerate: 110 is not a ratio of canary to baseline; for 110 percent write"
                                + " 1.1"),
                metric(
                        "errorRatio: {total: a, bad: b, critical: 'yes'}",
                        "metrics[0].errorRatio.critical: 'yes' is neither true nor false"),
                metric(
                        "errorRatio: {total: a, bad: b, runbook: wiki/errors}",
                        "metrics[0].errorRatio.runbook: 'wiki/errors' is not an address such as 'https://wiki.example.org/errors'"),
                metric(
                        "errorRatio: {total: a, bad: b, harmfulBy: 5}",
                        "metrics[0].errorRatio.harmfulBy: 5 is not a share over 0 and under 1; for 5 percent write 0.05"),
                metric("latency: {histogram: a, slo: 0}", "metrics[0].latency.slo: 0 is no time at all"),
                metric("latency: {histogram: a, slo: 1s, edges: [0]}", "metrics[0].latency.edges[0]: 0 must be over 0"),
                metric(
                        "prometheus: {query: up}",
                        "metrics[0].prometheus: one of min, max is needed; a limit without a number limits nothing"),
                metric(
                        "prometheus: {query: up, min: 1, tolerate: 1.1}",
                        "metrics[0].prometheus.tolerate: means nothing for a plain limit; it has min and max"));
    }

    /** What is wrong only beside something else: the schema cannot tell. */
    static Stream<Arguments> betweenFields() {
        return Stream.of(
                bad(
                        Specs.with("baseline: fresh"),
                        "baseline: with traffic: replicas every pod gets the same share, and a copy of stable would take its"
                                + " part of it; name a router with weights, or write stable or previous"),
                bad(
                        Specs.with("workload: statefulset/checkout") + "baseline: fresh\n",
                        "baseline: a StatefulSet is released in place, so there is no place for a copy of it; write stable or"
                                + " previous"),
                bad(Specs.with("weights: [5, 5]"), "weights[1]: 5 is not above the 5 before it; they must rise"),
                bad(
                        Specs.without("weights") + "steps: [{weight: 25}, {weight: 5}]",
                        "steps[1].weight: 5 is not above the 25 before it; they must rise"),
                bad(
                        Specs.without("weights") + "steps: [{weight: 5, approval: 48h}]",
                        "steps[0].approval: 48h is not shorter than expiry, 24h, when the release is rolled back in any case"),
                bad(
                        Specs.without("weights") + "steps: [{weight: 5, mirror: 10}]",
                        "steps[0].mirror: copies are for a canary that serves nobody yet; write it as a step of its own"),
                bad(
                        Specs.without("weights") + "steps: [{cohort: {header: g, value: b}}, {mirror: 10}]",
                        "steps[1].mirror: copies are for a canary that serves nobody yet; let it be the first step"),
                bad(
                        Specs.without("weights") + "steps: [{weight: 5}, {weight: 5, hold: 1m}]",
                        "steps[1]: gives the canary the same as the step before"),
                bad(
                        Specs.with("cohort: {header: g, pattern: 'b('}"),
                        "cohort.pattern: is no regular expression: Unclosed group"),
                bad(
                        Specs.with("storageUri: s3://models/2"),
                        "storageUri: only an InferenceService of KServe takes a model from an address; write workload:"
                                + " inferenceservice/name, or leave it out"),
                bad(
                        Specs.with("autoscaling: copy").replace("workload: checkout", "workload: statefulset/db"),
                        "autoscaling: here the number of the canary's pods is its share of the traffic, or not the"
                                + " release's to choose, so nothing else may scale them; leave it out"),
                bad(
                        Specs.with("traffic: {nginx: {ingress: i}}") + "autoscaling: copy\nbaseline: fresh",
                        "autoscaling: a fresh baseline has as many pods as the canary, so nothing else may scale them;"
                                + " leave one of both out"),
                bad(
                        Specs.with("baseline: fresh"),
                        "baseline: with traffic: replicas every pod gets the same share, and a copy of stable would take its"
                                + " part of it; name a router with weights, or write stable or previous"),
                bad(
                        Specs.with("workload: statefulset/checkout") + "baseline: fresh\n",
                        "baseline: a StatefulSet is released in place, so there is no place for a copy of it; write stable or"
                                + " previous"),
                bad(
                        Specs.with("rollbackTo: stable"),
                        "rollbackTo: is for a canary that something else made, and needs canary; what a release makes goes away"),
                bad(
                        Specs.without("image") + "canary: checkout\n",
                        "canary: checkout is the running version itself; name the new one's Deployment"),
                bad(
                        Specs.without("image") + "canary: next\nonStableChanged: restart\nkeepForensics: 1h\n",
                        "onStableChanged: a canary that something else made cannot be made anew of another stable; write"
                                + " withdraw",
                        "keepForensics: nothing of a canary that something else made is deleted, so there is nothing to keep;"
                                + " leave it out"),
                bad(
                        Specs.without("image").replace("workload: checkout", "workload: statefulset/db")
                                + "canary: next\n",
                        "canary: can stand beside a Deployment only; the canary of a StatefulSet is some of its own pods, or a"
                                + " revision of its own"),
                bad(
                        Specs.with("baselineShift: 24h"),
                        "baselineShift: says how long before, and needs baseline: previous"),
                bad(Specs.with("minDuration: 2h"), "minDuration: minDuration, 2h, is longer than maxDuration, 1h"),
                bad(Specs.with("tolerate: 1.6"), "tolerate: harmful, 1.5, must be over tolerate, 1.6"),
                bad(
                        Specs.with("harmful: 1.2"),
                        "harmful: harmful, 1.2, must be over tolerate, 1.25 by default without history"),
                metric(
                        "errorRatio: {total: a, bad: b, tolerate: 2}",
                        "metrics[0].errorRatio.tolerate: harmful, 1.5, must be over tolerate, 2.0"),
                metric(
                        "errorRatio: {total: a, bad: b, tolerateBy: 0.002}",
                        "metrics[0].errorRatio.tolerateBy: needs harmfulBy, the difference that is harmful: a ratio that is"
                                + " harmful by itself could be tolerated"),
                metric(
                        "errorRatio: {total: a, bad: b, tolerateBy: 0.01, harmfulBy: 0.005}",
                        "metrics[0].errorRatio.tolerateBy: 0.01 is not under harmfulBy, 0.005"),
                metric(
                        "errorRatio: {total: a, bad: b, name: x}\n  - latency: {histogram: h, slo: 1s, name: x}",
                        "metrics[1].latency.name: metrics[0] has this name already"),
                metric(
                        "errorRatio: {total: a, bad: b, critical: false}",
                        "metrics: none is critical, so PASS would need nothing; leave critical out of one of them"),
                metric(
                        "latency: {histogram: h, slo: 1s, edges: [0.5, 0.1]}",
                        "metrics[0].latency.edges[1]: 0.1 is not above the 0.5 before it; they must rise"),
                metric("prometheus: {query: up, min: 3, max: 2}", "metrics[0].prometheus.min: 3.0 is over max, 2.0"));
    }
}
