package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.Worse;
import java.util.Objects;

/**
 * A number of each arm that whoever releases has measured itself, such as the 99th percentile of a load test. There is nothing to tell its
 * chance from: the canary's number fails as soon as its ratio to the baseline's is harmful.
 *
 * @param canary the canary's number
 * @param baseline that of the running version, over 0
 * @param worse which direction is worse
 */
public record GivenValue(MetricSettings settings, double canary, double baseline, Worse worse) implements Metric {
    /** Checks that both are numbers. */
    public GivenValue {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(worse, "worse");
        if (!Double.isFinite(canary) || !Double.isFinite(baseline) || baseline <= 0) {
            throw new IllegalArgumentException(
                    settings.name() + ": the baseline's number must be over 0 to be compared with: " + baseline);
        }
    }
}
