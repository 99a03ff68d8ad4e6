package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What is known of one channel of one metric.
 *
 * @param metric the metric's name
 * @param channel the channel's label
 * @param canaryTotal requests that the canary served in the release so far
 * @param canaryEvents events among them
 * @param baselineTotal requests that the baseline served
 * @param baselineEvents events among them
 * @param logFail natural logarithm of the evidence against "not worse than tolerated"
 * @param failAt where {@code logFail} means FAIL
 * @param logPass natural logarithm of the evidence against "harmful", since the last weight increase
 * @param passAt where {@code logPass} means that the channel passes
 * @param ratioLow lower confidence limit of the ratio canary:baseline
 * @param ratioHigh upper confidence limit of it
 * @param value last value of a plain limit
 */
public record Evidence(
        String metric,
        String channel,
        double canaryTotal,
        double canaryEvents,
        double baselineTotal,
        double baselineEvents,
        double logFail,
        double failAt,
        double logPass,
        double passAt,
        OptionalDouble ratioLow,
        OptionalDouble ratioHigh,
        OptionalDouble value) {
    /** Checks that nothing is missing. */
    public Evidence {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(ratioLow, "ratioLow");
        Objects.requireNonNull(ratioHigh, "ratioHigh");
        Objects.requireNonNull(value, "value");
    }
}
