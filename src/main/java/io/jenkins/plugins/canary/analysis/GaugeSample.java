package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A gauge of both arms at one time (methods 1.3). Each value is in the gauge's own unit; empty where the query returned nothing,
 * or not a number.
 *
 * @param weight percent of traffic that went to the canary then
 * @param canary mean over the canary's pods
 * @param baseline mean over the baseline's pods
 * @param worst value of the canary's worst pod
 */
public record GaugeSample(
        Instant at, int weight, OptionalDouble canary, OptionalDouble baseline, OptionalDouble worst) {
    /** Checks that nothing is missing. */
    public GaugeSample {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(canary, "canary");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(worst, "worst");
    }
}
