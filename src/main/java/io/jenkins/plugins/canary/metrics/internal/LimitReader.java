package io.jenkins.plugins.canary.metrics.internal;

import java.time.Instant;
import java.util.OptionalDouble;

/** Reads the one number that a plain limit is about. Safe for use by several threads. */
public record LimitReader(PrometheusApi api) {
    /**
     * The value of a query; empty if it returns nothing, or not a number.
     *
     * @throws io.jenkins.plugins.canary.metrics.SourceException (lasting) if it returns several
     */
    public OptionalDouble value(String query, Instant at) {
        Answer answer = api.one(query, at.toEpochMilli());
        if (answer.series().isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = answer.series().get(0).values()[0];
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
