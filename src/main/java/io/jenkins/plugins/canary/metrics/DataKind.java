package io.jenkins.plugins.canary.metrics;

import java.util.Collection;
import java.util.EnumSet;
import java.util.stream.Collectors;

/** What kind of data a metric is made of. A source serves some of them. */
public enum DataKind {
    /** Two counters, of which one counts a part of the other. */
    COUNTERS("pairs of counters", "errorRatio, conversion"),
    /** A classic histogram. */
    HISTOGRAM("histograms", "latency"),
    /** The counter of a sum and that of its values. */
    SUM_AND_COUNT("sums with their counts", "mean"),
    /** A counter of what hardly ever happens, by the time that pods have run. */
    RARE_EVENTS("rare events", "events"),
    /** A value that goes up and down, on both arms. */
    GAUGE("gauges", "gauge"),
    /** One number of the canary. */
    LIMIT("plain numbers", "prometheus"),
    /** One number for each arm, which the pipeline gives itself. */
    VALUE("numbers that are given", "value");

    private final String plural;
    private final String metrics;

    DataKind(String plural, String metrics) {
        this.plural = plural;
        this.metrics = metrics;
    }

    /** What a metric needs. */
    public static DataKind of(Metric metric) {
        if (metric instanceof Latency) {
            return HISTOGRAM;
        } else if (metric instanceof Mean) {
            return SUM_AND_COUNT;
        } else if (metric instanceof RareEvents) {
            return RARE_EVENTS;
        } else if (metric instanceof Gauge) {
            return GAUGE;
        } else if (metric instanceof PrometheusLimit) {
            return LIMIT;
        }
        return metric instanceof GivenValue ? VALUE : COUNTERS;
    }

    /** All that a time series database serves. */
    static EnumSet<DataKind> ofSeries() {
        return EnumSet.complementOf(EnumSet.of(VALUE));
    }

    /** The metrics that are made of it, as a specification names them. */
    public String metrics() {
        return metrics;
    }

    /** Several, for people: {@code "gauges and plain numbers"}. */
    public static String list(Collection<DataKind> kinds) {
        return kinds.stream().sorted().map(DataKind::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return plural;
    }
}
