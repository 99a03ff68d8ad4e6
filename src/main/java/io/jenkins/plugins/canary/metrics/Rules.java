package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.CountRule;
import io.jenkins.plugins.canary.analysis.GaugeRule;
import io.jenkins.plugins.canary.analysis.LimitRule;
import io.jenkins.plugins.canary.analysis.MeanRule;
import io.jenkins.plugins.canary.analysis.Particulars;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.analysis.Sense;
import io.jenkins.plugins.canary.metrics.internal.Edges;
import io.jenkins.plugins.canary.metrics.internal.LatencyUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says how a metric is judged, from how the user described it and what the source knew of the baseline. */
public final class Rules {
    /**
     * Shares of the evidence, relative to the other metrics: with the two critical metrics of most releases and some others
     * beside them, the critical ones have about 0.7 of it together.
     */
    private static final double CRITICAL_WEIGHT = 0.35;

    private static final double OTHER_WEIGHT = 0.1;

    /** What the edge nearest the latency that users were promised has of a latency's evidence; the others share the rest. */
    private static final double NEAREST_SHARE = 0.4;

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
                        ? channels(latency, known.edges(), dispersion)
                        : List.of(new CountRule.Channel(label(metric), 1, at(dispersion, 0))),
                particulars(metric, known));
    }

    private static Particulars particulars(Metric metric, History known) {
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

    private static List<CountRule.Channel> channels(Latency latency, List<Double> edges, List<Double> dispersion) {
        if (edges.isEmpty()) {
            throw new IllegalArgumentException(latency.name() + ": a latency cannot be judged without an edge");
        }
        LatencyUnit unit = LatencyUnit.of(latency.histogram());
        int nearest = Edges.nearest(latency, edges);
        List<CountRule.Channel> channels = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            channels.add(new CountRule.Channel(
                    "slower than " + unit.text(edges.get(i)), share(i == nearest, edges.size()), at(dispersion, i)));
        }
        return channels;
    }

    private static OptionalDouble at(List<Double> factors, int channel) {
        return channel < factors.size() ? OptionalDouble.of(factors.get(channel)) : OptionalDouble.empty();
    }

    private static double share(boolean nearest, int edges) {
        if (edges == 1) {
            return 1;
        }
        return nearest ? NEAREST_SHARE : (1 - NEAREST_SHARE) / (edges - 1);
    }
}
