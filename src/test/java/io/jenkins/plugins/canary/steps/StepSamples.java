package io.jenkins.plugins.canary.steps;

import static java.util.Map.entry;

import io.jenkins.plugins.canary.arguments.CohortArgument;
import io.jenkins.plugins.canary.arguments.ConfigArgument;
import io.jenkins.plugins.canary.arguments.ErrorRatioMetric;
import io.jenkins.plugins.canary.arguments.GateArgument;
import io.jenkins.plugins.canary.arguments.IstioTraffic;
import io.jenkins.plugins.canary.arguments.LatencyMetric;
import io.jenkins.plugins.canary.arguments.NamedTexts;
import io.jenkins.plugins.canary.arguments.PrometheusMetric;
import io.jenkins.plugins.canary.arguments.ResourcesArgument;
import io.jenkins.plugins.canary.arguments.WeightArgument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value for every field that any step has, none of them the default, and how the Snippet Generator writes it. */
final class StepSamples {
    private static final Map<String, Sample> ALL = Map.ofEntries(
            text("cluster", "prod"),
            text("namespace", "shop"),
            text("workload", "checkout"),
            text("canary", "checkout-next"),
            text("stable", "checkout"),
            text("rollbackTo", "stable"),
            text("image", "registry/checkout:2"),
            text("file", "canary.yaml"),
            text("storageUri", "s3://models/checkout/2"),
            text("autoscaling", "copy"),
            text("manifests", "kind: Deployment"),
            text("hold", "7m"),
            text("readyDeadline", "5m"),
            text("drain", "10s"),
            text("expiry", "2h"),
            text("keepForensics", "30m"),
            text("source", "prom"),
            text("minDuration", "1m"),
            text("maxDuration", "30m"),
            text("warmUp", "20s"),
            text("sourceDownAfter", "4m"),
            text("promoteDeadline", "6m"),
            text("extension", "20m"),
            text("history", "12h"),
            text("judge", "kayenta"),
            text("baseline", "previous"),
            text("baselineShift", "48h"),
            text("failOn", "MARGINAL"),
            text("require", "MARGINAL"),
            text("onInconclusive", "rollback"),
            text("onNoApproval", "rollback"),
            text("onBaselineUnhealthy", "hold"),
            text("onStableChanged", "restart"),
            text("onOpenRelease", "supersede"),
            text("promote", "external"),
            text("undoWindow", "2h"),
            entry("undo", new Sample(true, "true")),
            text("reason", "not good enough"),
            number("weight", 20),
            number("mirror", 50),
            entry("cohort", new Sample(cohort(), "[header: 'x-user-group', share: 10, value: 'beta']")),
            number("extensions", 0),
            number("tolerate", 1.25),
            number("harmful", 2.5),
            number("alpha", 0.01),
            number("beta", 0.1),
            entry("weights", new Sample(List.of(5, 25), "[5, 25]")),
            entry("steps", new Sample(List.of(weight()), "[[approval: '2h', hold: '10m', weight: 5]]")),
            entry(
                    "gates",
                    new Sample(
                            List.of(gate()),
                            "[[every: '30s', metadata: [team: 'a'], type: 'rollout', url: 'https://gate.example/x']]")),
            entry("env", new Sample(NamedTexts.of(Map.of("FEATURE", "on")), "[FEATURE: 'on']")),
            entry("images", new Sample(NamedTexts.of(Map.of("app", "app:2")), "[app: 'app:2']")),
            entry("labels", new Sample(NamedTexts.of(Map.of("tier", "web")), "[tier: 'web']")),
            entry("config", new Sample(config(), "[configMaps: [settings: 'settings-2'], secrets: [keys: 'keys-2']]")),
            entry("resources", new Sample(resources(), "[limits: [memory: '1Gi'], requests: [cpu: '500m']]")),
            entry("traffic", new Sample(istio(), "istio(service: 'web', virtualService: 'checkout')")),
            entry(
                    "metrics",
                    new Sample(
                            metrics(),
                            "[errorRatio(bad: 'bad', critical: true, total: 'all'),"
                                    + " latency(edges: [0.25, 1.5], histogram: 'buckets', slo: '500ms'),"
                                    + " prometheus(max: 2.5, query: 'up')]")));

    private record Sample(Object value, String groovy) {}

    private StepSamples() {}

    static Object value(String field) {
        return sample(field).value();
    }

    static String groovy(String field) {
        return sample(field).groovy();
    }

    private static Sample sample(String field) {
        return Optional.ofNullable(ALL.get(field))
                .orElseThrow(() -> new AssertionError("the field '" + field + "' has no sample yet"));
    }

    private static Map.Entry<String, Sample> text(String field, String value) {
        return entry(field, new Sample(value, "'" + value + "'"));
    }

    private static Map.Entry<String, Sample> number(String field, Number value) {
        return entry(field, new Sample(value, value.toString()));
    }

    private static WeightArgument weight() {
        WeightArgument weight = new WeightArgument();
        weight.setWeight(5);
        weight.setHold("10m");
        weight.setApproval("2h");
        return weight;
    }

    private static GateArgument gate() {
        GateArgument gate = new GateArgument("rollout", "https://gate.example/x");
        gate.setEvery("30s");
        gate.setMetadata(NamedTexts.of(Map.of("team", "a")));
        return gate;
    }

    private static CohortArgument cohort() {
        CohortArgument cohort = new CohortArgument();
        cohort.setHeader("x-user-group");
        cohort.setValue("beta");
        cohort.setShare(10);
        return cohort;
    }

    private static ConfigArgument config() {
        ConfigArgument config = new ConfigArgument();
        config.setConfigMaps(NamedTexts.of(Map.of("settings", "settings-2")));
        config.setSecrets(NamedTexts.of(Map.of("keys", "keys-2")));
        return config;
    }

    private static ResourcesArgument resources() {
        ResourcesArgument resources = new ResourcesArgument();
        resources.setRequests(NamedTexts.of(Map.of("cpu", "500m")));
        resources.setLimits(NamedTexts.of(Map.of("memory", "1Gi")));
        return resources;
    }

    private static IstioTraffic istio() {
        IstioTraffic traffic = new IstioTraffic("checkout");
        traffic.setService("web");
        return traffic;
    }

    private static List<?> metrics() {
        ErrorRatioMetric errors = new ErrorRatioMetric("all", "bad");
        errors.setCritical(true);
        LatencyMetric latency = new LatencyMetric("buckets", "500ms");
        latency.setEdges(List.of(0.25, 1.5));
        PrometheusMetric limit = new PrometheusMetric("up");
        limit.setMax(2.5);
        return List.of(errors, latency, limit);
    }
}
