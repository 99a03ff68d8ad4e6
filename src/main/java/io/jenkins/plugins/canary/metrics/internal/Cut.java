package io.jenkins.plugins.canary.metrics.internal;

/**
 * One interval that has closed, without its counts. Times are milliseconds since the epoch.
 *
 * @param start exclusive
 * @param end inclusive
 * @param late closed although something was missing
 */
public record Cut(long start, long end, boolean late) {}
