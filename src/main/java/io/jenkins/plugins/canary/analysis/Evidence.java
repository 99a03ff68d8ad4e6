package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What is known of one channel of one metric: e-values (Ville 1939; methods 1.0) as natural logarithms, and a confidence sequence
 * of the ratio (S. Howard and others, Ann. Stat. 49, 2021; methods 1.1).
 *
 * @param metric the metric's name
 * @param channel the channel's label
 * @param canaryTotal requests that the canary served in the release so far; of misfortunes pod-seconds, of a mean values
 * @param canaryEvents events among them
 * @param baselineTotal requests that the baseline served
 * @param baselineEvents events among them
 * @param logFail natural logarithm of the evidence against "not worse than tolerated"
 * @param failAt where {@code logFail} means FAIL, by itself: log(1/alpha) and what the metric's part of the evidence costs
 * @param logPass natural logarithm of the evidence against "harmful", since the last weight increase
 * @param passAt where {@code logPass} means that the channel passes: log(1/beta)
 * @param ratioLow lower confidence limit of the ratio canary:baseline, wrong in a share alpha of cases at most; empty if none is
 *     known
 * @param ratioHigh upper confidence limit of it likewise
 * @param value last value of a plain limit or gauge, in its own unit; empty for what is counted
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
