package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.Worse;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A gauge that is sampled over time on both arms, such as memory.
 *
 * @param query PromQL with placeholders, expanded for each arm
 * @param perPod whether it gives a series for each pod, of which the mean is taken; otherwise it gives a single number
 * @param worse which direction is worse
 * @param hardLimit value that no pod of the canary may pass, in the query's unit
 */
public record Gauge(MetricSettings settings, String query, boolean perPod, Worse worse, OptionalDouble hardLimit)
        implements Metric {
    /** Checks that nothing is missing. */
    public Gauge {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(worse, "worse");
        Objects.requireNonNull(hardLimit, "hardLimit");
    }
}
