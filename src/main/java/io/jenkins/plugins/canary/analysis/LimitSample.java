package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One reading of a plain limit on the canary (methods 1.3, point 5).
 *
 * @param weight percent of traffic that went to the canary then
 * @param value in its own unit; empty if the query returned nothing, or not a number
 */
public record LimitSample(Instant at, int weight, OptionalDouble value) {
    /** Checks that nothing is missing. */
    public LimitSample {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(value, "value");
    }
}
