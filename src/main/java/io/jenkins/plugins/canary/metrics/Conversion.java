package io.jenkins.plugins.canary.metrics;

import java.util.Objects;

/**
 * Share of requests that did what they are for, such as visits that became orders, from two counters; fewer are worse.
 *
 * @param total selector of the counter of all requests, with placeholders
 * @param good selector of the counter of those that did
 */
public record Conversion(MetricSettings settings, String total, String good) implements Metric {
    /** Checks that nothing is missing. */
    public Conversion {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(good, "good");
    }
}
