package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.Worse;
import java.util.Objects;

/**
 * A mean such as revenue per order, from the counter of a sum and that of its values.
 *
 * @param sum selector of the counter of the sum, with placeholders
 * @param count selector of the counter of the values
 * @param worse which direction is worse
 */
public record Mean(MetricSettings settings, String sum, String count, Worse worse) implements Metric {
    /** Checks that nothing is missing. */
    public Mean {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(sum, "sum");
        Objects.requireNonNull(count, "count");
        Objects.requireNonNull(worse, "worse");
    }
}
