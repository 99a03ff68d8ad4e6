package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Difference;
import io.jenkins.plugins.canary.analysis.Objective;
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
import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes metrics of what was read; gives names to those that have none. */
final class SpecMetrics {
    private SpecMetrics() {}

    static List<Metric> build(List<OneOf.Kind> kinds) {
        List<String> names = names(kinds);
        boolean allCritical =
                kinds.stream().noneMatch(kind -> kind.values().flag("critical").orElse(false));
        List<Metric> metrics = new ArrayList<>();
        for (int index = 0; index < kinds.size(); index++) {
            Values values = kinds.get(index).values();
            MetricSettings settings = new MetricSettings(
                    names.get(index),
                    values.text("source").orElse(""),
                    values.flag("critical").orElse(allCritical),
                    values.number("tolerate"),
                    values.number("harmful"),
                    values.number("weight"),
                    values.text("runbook").orElse(""));
            metrics.add(metric(kinds.get(index).word(), settings, values));
        }
        return metrics;
    }

    /** The names in order: as written, else the kind; numbered where that is taken. */
    static List<String> names(List<OneOf.Kind> kinds) {
        Set<String> taken = new HashSet<>();
        kinds.forEach(kind -> kind.values().text("name").ifPresent(taken::add));
        List<String> names = new ArrayList<>();
        for (OneOf.Kind kind : kinds) {
            names.add(kind.values().text("name").orElseGet(() -> free(kind.word(), taken)));
        }
        return names;
    }

    private static String free(String word, Set<String> taken) {
        String name = word;
        for (int number = 2; !taken.add(name); number++) {
            name = word + "-" + number;
        }
        return name;
    }

    private static Worse worse(Values values, Worse preset) {
        return values.text("bad")
                .map(word -> word.equals(MetricFields.UP) ? Worse.HIGHER : Worse.LOWER)
                .orElse(preset);
    }

    private static Metric metric(String word, MetricSettings settings, Values values) {
        return switch (word) {
            case MetricFields.ERROR_RATIO ->
                new ErrorRatio(
                        settings,
                        values.text("total").orElseThrow(),
                        values.text("bad").orElseThrow(),
                        values.number("objective").stream()
                                .mapToObj(good -> new Objective(
                                        good, values.number("budget").orElse(MetricFields.BUDGET)))
                                .findFirst(),
                        values.number("harmfulBy").stream()
                                .mapToObj(harmful -> new Difference(
                                        values.number("tolerateBy").orElse(0), harmful))
                                .findFirst(),
                        values.text("by"));
            case MetricFields.LATENCY ->
                new Latency(
                        settings,
                        values.text("histogram").orElseThrow(),
                        values.duration("slo").orElseThrow(),
                        values.list("edges"),
                        values.number("quantile"));
            case MetricFields.CONVERSION ->
                new Conversion(
                        settings,
                        values.text("total").orElseThrow(),
                        values.text("good").orElseThrow());
            case MetricFields.MEAN ->
                new Mean(
                        settings,
                        values.text("sum").orElseThrow(),
                        values.text("count").orElseThrow(),
                        worse(values, Worse.LOWER));
            case MetricFields.EVENTS ->
                new RareEvents(settings, values.text("counter").orElseThrow());
            case MetricFields.GAUGE ->
                new Gauge(
                        settings,
                        values.text("query").orElseThrow(),
                        values.text("per").isPresent(),
                        worse(values, Worse.HIGHER),
                        values.number("hardLimit"));
            case MetricFields.VALUE ->
                new GivenValue(
                        settings,
                        values.number("canary").orElseThrow(),
                        values.number("baseline").orElseThrow(),
                        worse(values, Worse.HIGHER));
            default ->
                new PrometheusLimit(
                        settings, values.text("query").orElseThrow(), values.number("min"), values.number("max"));
        };
    }
}
