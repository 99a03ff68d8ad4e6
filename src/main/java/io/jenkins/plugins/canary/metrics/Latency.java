package io.jenkins.plugins.canary.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How long requests take, from a classic histogram.
 *
 * @param histogram selector of the histogram's {@code _bucket} series, with placeholders
 * @param slo the latency that users were promised; the nearest bucket edge gets most of the attention
 * @param edges bucket edges to test, as in the {@code le} label: in seconds, or in milliseconds where the metric's name says so
 *     ({@code _milliseconds}, {@code _millis}, {@code _ms}); empty: chosen from the baseline's history
 * @param quantile part of the requests, such as 0.99, whose slowest one is asked for: the edges of the bucket that holds it on the
 *     baseline are tested with as much attention as the one nearest the promise; empty if nobody asked
 */
public record Latency(
        MetricSettings settings, String histogram, Duration slo, List<Double> edges, OptionalDouble quantile)
        implements Metric {
    /** Copies the list. */
    public Latency {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(histogram, "histogram");
        Objects.requireNonNull(slo, "slo");
        edges = List.copyOf(edges);
        Objects.requireNonNull(quantile, "quantile");
    }

    /** A latency of which no quantile was asked for. */
    public Latency(MetricSettings settings, String histogram, Duration slo, List<Double> edges) {
        this(settings, histogram, slo, edges, OptionalDouble.empty());
    }
}
