package io.jenkins.plugins.canary.metrics;

import java.util.Objects;

/**
 * Share of requests that went wrong, from two counters.
 *
 * @param total selector of the counter of all requests, with placeholders
 * @param bad selector of the counter of those that went wrong
 */
public record ErrorRatio(MetricSettings settings, String total, String bad) implements Metric {
    /** Checks that nothing is missing. */
    public ErrorRatio {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(bad, "bad");
    }
}
