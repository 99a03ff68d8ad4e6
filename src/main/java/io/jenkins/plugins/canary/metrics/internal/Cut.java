package io.jenkins.plugins.canary.metrics.internal;

/**
 * One interval that has closed, without its counts. Times are milliseconds since the epoch.
 *
 * @param start exclusive
 * @param end inclusive
 * @param late closed although something was missing
 * @param ahead at its end, the first arm had been scraped later than most of the second: what befalls both shows in it first
 */
public record Cut(long start, long end, boolean late, boolean ahead) {}
