package io.jenkins.plugins.canary.arguments;

import java.util.List;
import java.util.Map;

/** Arguments with everything set. */
final class Trials {
    private Trials() {}

    static ErrorRatioMetric errorRatio() {
        ErrorRatioMetric metric = new ErrorRatioMetric("requests_total{pod=~\"{{pods}}\"}", "errors_total");
        metric.setName("errors");
        metric.setSource("prom");
        metric.setCritical(true);
        metric.setRunbook("https://wiki.example.org/errors");
        metric.setObjective(0.999);
        metric.setBudget(0.02);
        metric.setTolerateBy(0.002);
        metric.setHarmfulBy(0.005);
        metric.setBy("route");
        metric.setTolerate(1.2);
        metric.setHarmful(2.0);
        metric.setWeight(0.5);
        return metric;
    }

    static LatencyMetric latency() {
        LatencyMetric metric = new LatencyMetric("duration_seconds_bucket", "500ms");
        metric.setEdges(List.of(0.25, 1.0));
        metric.setQuantile(0.99);
        metric.setCritical(false);
        return metric;
    }

    static ConversionMetric conversion() {
        ConversionMetric metric = new ConversionMetric("visits_total", "orders_total");
        metric.setHarmful(1.6);
        return metric;
    }

    static MeanMetric mean() {
        MeanMetric metric = new MeanMetric("value_sum", "value_count");
        metric.setBad("up");
        return metric;
    }

    static EventsMetric events() {
        EventsMetric metric = new EventsMetric("restarts_total");
        metric.setName("restarts");
        return metric;
    }

    static GaugeMetric gauge() {
        GaugeMetric metric = new GaugeMetric("memory_bytes");
        metric.setPer("pod");
        metric.setBad("up");
        metric.setHardLimit(2.0e9);
        return metric;
    }

    static PrometheusMetric prometheus() {
        PrometheusMetric metric = new PrometheusMetric("max(memory_bytes)");
        metric.setMin(0.0);
        metric.setMax(1.5e9);
        return metric;
    }

    static ValueMetric value() {
        ValueMetric metric = new ValueMetric(812, 790.5);
        metric.setName("load-test-p99");
        metric.setBad("up");
        metric.setCritical(false);
        metric.setHarmful(1.2);
        metric.setRunbook("https://wiki.example.org/load");
        return metric;
    }

    static PresetMetric preset() {
        PresetMetric preset = new PresetMetric("security");
        preset.setRequests("nginx");
        preset.setWithout(List.of());
        preset.setMatchers("cluster=\"eu\"");
        preset.setNamespaceLabel("exported_namespace");
        preset.setServiceLabel("exported_service");
        preset.setSource("prom");
        preset.setHarmful(3.0);
        preset.setRunbook("https://wiki.example.org/refused");
        return preset;
    }

    static PresetMetric kubernetes() {
        PresetMetric preset = new PresetMetric("kubernetes");
        preset.setWithout(List.of("cpu", "throttling"));
        return preset;
    }

    static IstioTraffic istio() {
        IstioTraffic traffic = new IstioTraffic("checkout");
        traffic.setRoutes(List.of("web", "api"));
        traffic.setService("checkout");
        traffic.setAffinity("1h");
        return traffic;
    }

    static HttpRouteTraffic httpRoute() {
        HttpRouteTraffic traffic = new HttpRouteTraffic("checkout");
        traffic.setService("front");
        traffic.setAffinity("30m");
        return traffic;
    }

    static NginxTraffic nginx() {
        NginxTraffic traffic = new NginxTraffic("checkout");
        traffic.setService("front");
        return traffic;
    }

    static ConfigArgument config() {
        ConfigArgument config = new ConfigArgument();
        config.setConfigMaps(NamedTexts.of(Map.of("settings", "settings-next")));
        config.setSecrets(NamedTexts.of(Map.of("keys", "keys-next")));
        return config;
    }

    static ResourcesArgument resources() {
        ResourcesArgument resources = new ResourcesArgument();
        resources.setRequests(NamedTexts.of(Map.of("cpu", "500m")));
        resources.setLimits(NamedTexts.of(Map.of("memory", "1Gi")));
        return resources;
    }

    static WeightArgument weight(int weight, String hold) {
        WeightArgument argument = new WeightArgument();
        argument.setWeight(weight);
        argument.setHold(hold);
        return argument;
    }

    static ArgumentFormsTest.TrialStep target() {
        ArgumentFormsTest.TrialStep step = new ArgumentFormsTest.TrialStep();
        step.setCluster("prod");
        step.setNamespace("shop");
        step.setWorkload("checkout");
        return step;
    }

    static ArgumentFormsTest.TrialStep everything() {
        ArgumentFormsTest.TrialStep step = target();
        step.setImage("registry/checkout:2");
        step.setEnv(NamedTexts.of(Map.of("FEATURE", "a=b")));
        step.setResources(resources());
        step.setLabels(NamedTexts.of(Map.of("version", "v2")));
        step.setConfig(config());
        step.setTraffic(istio());
        step.setWeights(List.of(5, 25, 50));
        step.setReadyDeadline("5m");
        step.setDrain("10s");
        step.setExpiry("2h");
        step.setUndoWindow("30m");
        step.setKeepForensics("30m");
        step.setSource("prom");
        step.setMetrics(List.of(
                errorRatio(),
                latency(),
                conversion(),
                mean(),
                events(),
                gauge(),
                prometheus(),
                value(),
                preset(),
                kubernetes()));
        step.setBaseline("previous");
        step.setBaselineShift("168h");
        step.setTolerate(1.3);
        step.setHarmful(2.0);
        step.setAlpha(0.01);
        step.setBeta(0.02);
        step.setExtension("20m");
        step.setHistory("12h");
        step.setPromoteDeadline("15m");
        step.setMinDuration("1m");
        step.setMaxDuration("30m");
        step.setExtensions(0);
        step.setWarmUp("30s");
        step.setSourceDownAfter("5m");
        return step;
    }
}
