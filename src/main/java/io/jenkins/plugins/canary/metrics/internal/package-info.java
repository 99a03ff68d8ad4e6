/**
 * The inside of the metric sources: placeholders, the Prometheus HTTP API, and the pure arithmetic that makes intervals of
 * counters. Nothing outside of {@code metrics} names it.
 */
package io.jenkins.plugins.canary.metrics.internal;
