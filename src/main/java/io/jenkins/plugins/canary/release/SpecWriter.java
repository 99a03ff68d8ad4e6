package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Difference;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.Conversion;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.Gauge;
import io.jenkins.plugins.canary.metrics.GivenValue;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Mean;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSettings;
import io.jenkins.plugins.canary.metrics.PrometheusLimit;
import io.jenkins.plugins.canary.metrics.RareEvents;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.Changes;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes a {@link ReleaseSpec} with the names that {@link SpecReader} reads, defaults included, so that a journal tells what
 * held then. Values of environment variables may be secrets: only their names are written, as a list; of manifests only kinds and
 * names. A specification without either is read back as it was.
 */
public final class SpecWriter {
    private SpecWriter() {}

    /** The specification as JSON. */
    public static ObjectNode toJson(ReleaseSpec spec) {
        ObjectNode json = object();
        if (!spec.target().cluster().isEmpty()) {
            json.put("cluster", spec.target().cluster());
        }
        json.put("namespace", spec.target().namespace());
        json.put("workload", spec.target().workload().toString());
        changes(json, spec.changes());
        RouterFields.write(json.putObject("traffic"), spec.traffic());
        ArrayNode steps = spec.steps().isEmpty() ? json.arrayNode() : json.putArray("steps");
        for (Step step : spec.steps()) {
            ObjectNode one = steps.addObject();
            Exposures.write(one, step.exposure());
            one.put("hold", text(step.hold()));
            step.approval().ifPresent(limit -> one.put("approval", text(limit)));
        }
        if (!spec.source().isEmpty()) {
            json.put("source", spec.source());
        }
        if (!spec.metrics().isEmpty()) {
            ArrayNode metrics = json.putArray("metrics");
            spec.metrics().forEach(metric -> metrics.add(metric(metric)));
        }
        analysis(json, spec.analysis());
        policies(json, spec.policies());
        if (spec.changes().found().isPresent()) {
            json.put("rollbackTo", SpecFields.word(spec.policies().rollbackTo()));
        }
        times(json, spec.times());
        GateFields.write(json, spec.gates());
        return json;
    }

    private static void changes(ObjectNode json, Changes changes) {
        changes.found().ifPresent(canary -> json.put("canary", canary));
        changes.image().ifPresent(image -> json.put("image", image));
        if (!changes.images().isEmpty()) {
            json.set("images", texts(changes.images()));
        }
        if (!changes.env().isEmpty()) {
            ArrayNode names = json.putArray("env");
            new TreeSet<>(changes.env().keySet()).forEach(names::add);
        }
        if (!changes.resources().isEmpty()) {
            ObjectNode resources = json.putObject("resources");
            new TreeMap<>(changes.resources()).forEach((kind, quantities) -> resources.set(kind, texts(quantities)));
        }
        if (!changes.labels().isEmpty()) {
            json.set("labels", texts(changes.labels()));
        }
        changes.storageUri().ifPresent(uri -> json.put("storageUri", uri));
        changes.manifests().ifPresent(manifests -> json.put("manifests", ManifestText.names(manifests)));
        if (changes.autoscaling() != Autoscaling.NONE) {
            json.put("autoscaling", SpecFields.word(changes.autoscaling()));
        }
        if (!changes.config().isEmpty()) {
            ObjectNode config = json.putObject("config");
            Map.of(
                            "configMaps",
                            changes.config().configMaps(),
                            "secrets",
                            changes.config().secrets())
                    .forEach((kind, names) -> {
                        if (!names.isEmpty()) {
                            config.set(kind, texts(names));
                        }
                    });
        }
    }

    private static ObjectNode metric(Metric metric) {
        ObjectNode json = object();
        if (metric instanceof ErrorRatio ratio) {
            ObjectNode fields = settings(json.putObject(MetricFields.ERROR_RATIO), metric.settings())
                    .put("total", ratio.total())
                    .put("bad", ratio.bad());
            ratio.objective().ifPresent(objective -> fields.put("objective", objective.good())
                    .put("budget", objective.budget()));
            ratio.difference().ifPresent(difference -> difference(fields, difference));
            ratio.by().ifPresent(label -> fields.put("by", label));
        } else if (metric instanceof Latency latency) {
            ObjectNode fields = settings(json.putObject(MetricFields.LATENCY), metric.settings())
                    .put("histogram", latency.histogram())
                    .put("slo", text(latency.slo()));
            if (!latency.edges().isEmpty()) {
                ArrayNode edges = fields.putArray("edges");
                latency.edges().forEach(edges::add);
            }
            put(fields, "quantile", latency.quantile());
        } else if (metric instanceof Conversion conversion) {
            settings(json.putObject(MetricFields.CONVERSION), metric.settings())
                    .put("total", conversion.total())
                    .put("good", conversion.good());
        } else if (metric instanceof Mean mean) {
            settings(json.putObject(MetricFields.MEAN), metric.settings())
                    .put("sum", mean.sum())
                    .put("count", mean.count())
                    .put("bad", word(mean.worse()));
        } else if (metric instanceof RareEvents events) {
            settings(json.putObject(MetricFields.EVENTS), metric.settings()).put("counter", events.counter());
        } else if (metric instanceof Gauge gauge) {
            ObjectNode fields = settings(json.putObject(MetricFields.GAUGE), metric.settings())
                    .put("query", gauge.query())
                    .put("bad", word(gauge.worse()));
            if (gauge.perPod()) {
                fields.put("per", MetricFields.POD);
            }
            put(fields, "hardLimit", gauge.hardLimit());
        } else if (metric instanceof PrometheusLimit limit) {
            ObjectNode fields = settings(json.putObject(MetricFields.PROMETHEUS), metric.settings())
                    .put("query", limit.query());
            put(fields, "min", limit.min());
            put(fields, "max", limit.max());
        } else if (metric instanceof GivenValue value) {
            settings(json.putObject(MetricFields.VALUE), metric.settings())
                    .put("canary", value.canary())
                    .put("baseline", value.baseline())
                    .put("bad", word(value.worse()));
        }
        return json;
    }

    private static void difference(ObjectNode json, Difference difference) {
        if (difference.tolerate() > 0) {
            json.put("tolerateBy", difference.tolerate());
        }
        json.put("harmfulBy", difference.harmful());
    }

    private static String word(Worse worse) {
        return worse == Worse.HIGHER ? MetricFields.UP : MetricFields.DOWN;
    }

    private static ObjectNode settings(ObjectNode json, MetricSettings settings) {
        json.put("name", settings.name());
        if (!settings.source().isEmpty()) {
            json.put("source", settings.source());
        }
        json.put("critical", settings.critical());
        put(json, "tolerate", settings.tolerate());
        put(json, "harmful", settings.harmful());
        put(json, "weight", settings.weight());
        if (!settings.runbook().isEmpty()) {
            json.put("runbook", settings.runbook());
        }
        return json;
    }

    private static void analysis(ObjectNode json, AnalysisSpec analysis) {
        put(json, "tolerate", analysis.tolerate());
        json.put("harmful", analysis.harmful())
                .put("alpha", analysis.alpha())
                .put("beta", analysis.beta())
                .put("minDuration", text(analysis.minDuration()))
                .put("maxDuration", text(analysis.maxDuration()))
                .put("extensions", analysis.extensions())
                .put("extension", text(analysis.extension()))
                .put("warmUp", text(analysis.warmUp()))
                .put("history", text(analysis.history()))
                .put("sourceDownAfter", text(analysis.sourceDownAfter()));
        analysis.previous()
                .ifPresent(shift -> json.put("baseline", SpecFields.PREVIOUS).put("baselineShift", text(shift)));
        if (analysis.fresh()) {
            json.put("baseline", SpecFields.FRESH);
        }
        JudgeJson.write(json, analysis);
    }

    private static void policies(ObjectNode json, Policies policies) {
        json.put("onInconclusive", SpecFields.word(policies.onInconclusive()))
                .put("onNoApproval", SpecFields.word(policies.onNoApproval()))
                .put("onBaselineUnhealthy", SpecFields.word(policies.onBaselineUnhealthy()))
                .put("onStableChanged", SpecFields.word(policies.onStableChanged()))
                .put("onOpenRelease", SpecFields.word(policies.onOpenRelease()))
                .put("promote", SpecFields.word(policies.promote()))
                .put(
                        "require",
                        policies.require() == Verdict.Kind.FAIL
                                ? SpecFields.ANY_VERDICT
                                : policies.require().name());
    }

    private static void times(ObjectNode json, Times times) {
        json.put("readyDeadline", text(times.readyDeadline()))
                .put("promoteDeadline", text(times.promoteDeadline()))
                .put("drain", text(times.drain()))
                .put("expiry", text(times.expiry()))
                .put("keepForensics", text(times.keepForensics()))
                .put("undoWindow", text(times.undoWindow()));
    }

    private static ObjectNode texts(Map<String, String> map) {
        ObjectNode json = object();
        new TreeMap<>(map).forEach(json::put);
        return json;
    }

    private static void put(ObjectNode json, String name, OptionalDouble number) {
        number.ifPresent(value -> json.put(name, value));
    }

    private static String text(Duration duration) {
        return DurationText.format(duration);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
