package io.jenkins.plugins.canary.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is to be read.
 *
 * @param weight the weight that stood on the route during all of the time asked for
 * @param edges bucket edges that are counted, for latencies, in the unit of the {@code le} label; empty otherwise
 * @param strata of {@link History#strata()}
 * @param interval length of an interval
 * @param from end of the last interval that is known, or when the weight was set; nothing earlier is wanted
 * @param to now
 */
public record ReadRequest(
        Scope canary,
        Scope baseline,
        int weight,
        List<Double> edges,
        List<String> strata,
        Duration interval,
        Instant from,
        Instant to) {
    /** Copies the list. */
    public ReadRequest {
        Objects.requireNonNull(canary, "canary");
        Objects.requireNonNull(baseline, "baseline");
        edges = List.copyOf(edges);
        strata = List.copyOf(strata);
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
