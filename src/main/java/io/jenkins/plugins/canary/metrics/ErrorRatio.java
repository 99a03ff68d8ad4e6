package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.Difference;
import io.jenkins.plugins.canary.analysis.Objective;
import java.util.Objects;
import java.util.Optional;

/**
 * Share of requests that went wrong, from two counters.
 *
 * @param total selector of the counter of all requests, with placeholders
 * @param bad selector of the counter of those that went wrong
 * @param objective what users were promised, if anything; guards the error budget
 * @param difference how much larger the canary's share may be, whatever the ratio; empty if only the ratio counts
 * @param by label whose values are compared each by itself, such as the route, so that another mix of them is no evidence; empty
 *     if all requests are compared together
 */
public record ErrorRatio(
        MetricSettings settings,
        String total,
        String bad,
        Optional<Objective> objective,
        Optional<Difference> difference,
        Optional<String> by)
        implements Metric {
    /** Checks that nothing is missing. */
    public ErrorRatio {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(bad, "bad");
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(by, "by");
    }

    /** An error ratio of which nothing was promised, and of which only the ratio counts. */
    public ErrorRatio(MetricSettings settings, String total, String bad) {
        this(settings, total, bad, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
