package io.jenkins.plugins.canary.metrics;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A plain limit on one value of the canary, from a query that gives a single number.
 *
 * @param query PromQL with placeholders, expanded for the canary
 */
public record PrometheusLimit(MetricSettings settings, String query, OptionalDouble min, OptionalDouble max)
        implements Metric {
    /** Checks that nothing is missing. */
    public PrometheusLimit {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
    }
}
