package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.CountRule;
import io.jenkins.plugins.canary.analysis.GaugeRule;
import io.jenkins.plugins.canary.analysis.LimitRule;
import io.jenkins.plugins.canary.analysis.MeanRule;
import io.jenkins.plugins.canary.analysis.Particulars;
import io.jenkins.plugins.canary.analysis.Quantile;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.analysis.Sense;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.internal.Edges;
import io.jenkins.plugins.canary.metrics.internal.LatencyUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Says how a metric is judged, from how the user described it and what the source knew of the baseline. */
public final class Rules {
    /**
     * Shares of the evidence, relative to the other metrics: with the two critical metrics of most releases and some others
     * beside them, the critical ones have about 0.7 of it together.
     */
    private static final double CRITICAL_WEIGHT = 0.35;

    private static final double OTHER_WEIGHT = 0.1;

    /** What a single edge that is asked for has of a latency's evidence, and what each further one takes from the others. */
    private static final double ASKED_SHARE = 0.4;

    private static final double FURTHER_SHARE = 0.2;

    private Rules() {}

    /**
     * The rule of a metric.
     *
     * @param known what the source told of its baseline
     * @param dispersion how noisy each channel is; empty if that is not known
     * @param tolerate ratio canary:baseline that is still fine, for metrics that have none of their own
     * @param harmful ratio that must not pass, for metrics that have none of their own
     * @throws IllegalArgumentException if a latency has no edges
     */
    public static Rule of(
            Metric metric, History known, List<Double> dispersion, OptionalDouble tolerate, double harmful) {
        if (metric instanceof PrometheusLimit limit) {
            return new LimitRule(limit.name(), limit.settings().critical(), limit.min(), limit.max());
        }
        if (metric instanceof GivenValue value) {
            return given(value, harmful);
        }
        MetricSettings settings = metric.settings();
        double weight = settings.weight().orElse(settings.critical() ? CRITICAL_WEIGHT : OTHER_WEIGHT);
        OptionalDouble tolerated = settings.tolerate().isPresent() ? settings.tolerate() : tolerate;
        double harms = settings.harmful().orElse(harmful);
        if (metric instanceof Mean mean) {
            return new MeanRule(metric.name(), settings.critical(), weight, tolerated, harms, mean.worse());
        }
        if (metric instanceof Gauge gauge) {
            return new GaugeRule(
                    metric.name(), settings.critical(), weight, tolerated, harms, gauge.worse(), gauge.hardLimit());
        }
        return new CountRule(
                metric.name(),
                settings.critical(),
                weight,
                tolerated,
                harms,
                sense(metric),
                metric instanceof ErrorRatio ratio ? ratio.objective() : Optional.empty(),
                metric instanceof Latency latency
                        ? channels(latency, known, dispersion)
                        : List.of(new CountRule.Channel(label(metric), 1, at(dispersion, 0))),
                particulars(metric, known));
    }

    /** Nothing is known of its chance, so only what is harmful is told from what is not. */
    private static Rule given(GivenValue value, double harmful) {
        double ratio = value.settings().harmful().orElse(harmful);
        boolean higher = value.worse() == Worse.HIGHER;
        return new LimitRule(
                value.name(),
                value.settings().critical(),
                higher ? OptionalDouble.empty() : OptionalDouble.of(value.baseline() / ratio),
                higher ? OptionalDouble.of(value.baseline() * ratio) : OptionalDouble.empty());
    }

    private static Particulars particulars(Metric metric, History known) {
        if (metric instanceof Latency latency && latency.quantile().isPresent()) {
            LatencyUnit unit = LatencyUnit.of(latency.histogram());
            List<String> edges = known.edges().stream().map(unit::text).toList();
            return Particulars.NONE.telling(
                    Optional.of(new Quantile(latency.quantile().getAsDouble(), edges)));
        }
        return metric instanceof ErrorRatio ratio
                ? Particulars.NONE
                        .allowing(ratio.difference())
                        .stratified(ratio.by().filter(label -> !known.strata().isEmpty()))
                : Particulars.NONE;
    }

    /** What the events of a metric are, if it counts any. */
    public static Sense sense(Metric metric) {
        if (metric instanceof Conversion) {
            return Sense.GOOD;
        }
        return metric instanceof RareEvents ? Sense.MISFORTUNE : Sense.BAD;
    }

    private static String label(Metric metric) {
        if (metric instanceof Conversion) {
            return "conversion";
        }
        return metric instanceof RareEvents ? "events" : "errors";
    }

    private static List<CountRule.Channel> channels(Latency latency, History known, List<Double> dispersion) {
        List<Double> edges = known.edges();
        if (edges.isEmpty()) {
            throw new IllegalArgumentException(latency.name() + ": a latency cannot be judged without an edge");
        }
        LatencyUnit unit = LatencyUnit.of(latency.histogram());
        Set<Integer> asked = Edges.asked(latency, edges, known.lastHour());
        List<CountRule.Channel> channels = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            channels.add(new CountRule.Channel(
                    "slower than " + unit.text(edges.get(i)), share(asked, i, edges.size()), at(dispersion, i)));
        }
        return channels;
    }

    private static OptionalDouble at(List<Double> factors, int channel) {
        return channel < factors.size() ? OptionalDouble.of(factors.get(channel)) : OptionalDouble.empty();
    }

    /** No other edge has more than those that are asked for: these decide whether the metric passes. */
    private static double share(Set<Integer> asked, int edge, int edges) {
        int number = asked.size();
        double each = Math.max((ASKED_SHARE + FURTHER_SHARE * (number - 1)) / number, 1.0 / edges);
        return asked.contains(edge) ? each : (1 - number * each) / (edges - number);
    }
}
