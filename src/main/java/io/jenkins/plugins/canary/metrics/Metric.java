package io.jenkins.plugins.canary.metrics;

/** One thing that is measured on both arms, as a user describes it. */
public sealed interface Metric
        permits ErrorRatio, Latency, Conversion, Mean, RareEvents, Gauge, PrometheusLimit, GivenValue {
    /** What every metric has. */
    MetricSettings settings();

    /** The metric's name, unique in a release. */
    default String name() {
        return settings().name();
    }
}
