package io.jenkins.plugins.canary.metrics.internal;

/**
 * What one counter gained between two scrapes. Times are milliseconds since the epoch.
 *
 * @param counter which counter of the metric
 * @param opened when the earlier scrape was
 * @param closed when the later scrape was
 * @param amount not negative
 */
record Step(int counter, long opened, long closed, double amount) {}
