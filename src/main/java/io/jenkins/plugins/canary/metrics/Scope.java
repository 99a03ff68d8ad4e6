package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * One arm, as a source must look for it at the time of one reading.
 *
 * @param placeholders what the placeholders in queries stand for: {@code track}, {@code namespace}, {@code workload},
 *     {@code service}; {@code pods} is made from {@code pods}
 * @param pods names of the arm's pods, those of replaced replicas included, each with the time from which its numbers count
 *     (its warm-up is over then)
 * @param earlier how long before the time that is asked for it is looked at; what is found counts as if it were found then
 */
public record Scope(Arm arm, Map<String, String> placeholders, Map<String, Instant> pods, Duration earlier) {
    /** Copies the maps. */
    public Scope {
        Objects.requireNonNull(arm, "arm");
        placeholders = Map.copyOf(placeholders);
        pods = Map.copyOf(pods);
        Objects.requireNonNull(earlier, "earlier");
    }

    /** An arm as it is at the time that is asked for. */
    public Scope(Arm arm, Map<String, String> placeholders, Map<String, Instant> pods) {
        this(arm, placeholders, pods, Duration.ZERO);
    }
}
