/**
 * Where numbers come from: the {@link io.jenkins.plugins.canary.metrics.MetricSource} port and its back ends.
 * Counters are differenced here, series by series; what leaves are counts per interval and arm.
 */
package io.jenkins.plugins.canary.metrics;
