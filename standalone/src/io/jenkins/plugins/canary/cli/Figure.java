package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.metrics.Conversion;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.Gauge;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Mean;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.PrometheusLimit;
import io.jenkins.plugins.canary.metrics.RareEvents;
import java.util.List;

/**
 * What of a metric can be drawn by PromQL. Placeholders of the specification stand in the query as they are.
 *
 * @param unit as Grafana calls it
 * @param query with {@code %s} where labels are to be told apart by: {@code by (pod)}, or nothing
 * @param compared whether the baseline has it too
 */
record Figure(String title, String unit, String query, boolean compared) {
    private static final String RATIO = "percentunit";
    private static final String SECONDS = "s";
    private static final String PLAIN = "short";

    /** What there is to draw of a metric; nothing where it does not come from a Prometheus. */
    static List<Figure> of(Metric metric) {
        String name = metric.name();
        if (metric instanceof ErrorRatio ratio) {
            return List.of(ratio(name, ratio.bad(), ratio.total()));
        } else if (metric instanceof Conversion conversion) {
            return List.of(ratio(name, conversion.good(), conversion.total()));
        } else if (metric instanceof Mean mean) {
            return List.of(
                    new Figure(name + ": mean", PLAIN, sum(rate(mean.sum())) + " / " + sum(rate(mean.count())), true));
        } else if (metric instanceof Latency latency) {
            return List.of(quantile(name, latency, "0.95"), quantile(name, latency, "0.99"));
        } else if (metric instanceof RareEvents events) {
            return List.of(new Figure(name + ": events a second", PLAIN, sum(rate(events.counter())), true));
        } else if (metric instanceof Gauge gauge) {
            return List.of(new Figure(name, PLAIN, escaped(gauge.query()), true));
        } else if (metric instanceof PrometheusLimit limit) {
            return List.of(new Figure(name + ": limit of the canary", PLAIN, escaped(limit.query()), false));
        }
        return List.of();
    }

    private static Figure ratio(String name, String part, String whole) {
        return new Figure(name, RATIO, sum(rate(part)) + " / " + sum(rate(whole)), true);
    }

    private static Figure quantile(String name, Latency latency, String quantile) {
        String query = "histogram_quantile(" + quantile + ", sum by (le%2$s) (" + rate(latency.histogram()) + "))";
        return new Figure(name + ": P" + quantile.substring(2), SECONDS, query, true);
    }

    static String rate(String counter) {
        return "rate(" + escaped(counter) + "[$__rate_interval])";
    }

    private static String sum(String inner) {
        return "sum%1$s(" + inner + ")";
    }

    private static String escaped(String query) {
        return query.replace("%", "%%");
    }

    /** The query for all pods together. */
    String together() {
        return query.formatted("", "");
    }

    /** The query for each value of a label. */
    String by(String label) {
        return query.formatted(" by (" + label + ") ", ", " + label);
    }
}
