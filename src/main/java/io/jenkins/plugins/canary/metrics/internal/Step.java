package io.jenkins.plugins.canary.metrics.internal;

/**
 * What one counter gained between two scrapes. Times are milliseconds since the epoch.
 *
 * @param target whose counter it is
 * @param counter which counter of the metric
 * @param stratum which of its strata
 * @param opened when the earlier scrape was
 * @param closed when the later scrape was
 * @param amount not negative
 */
record Step(String target, int counter, int stratum, long opened, long closed, double amount) {}
