package io.jenkins.plugins.canary.metrics.internal;

import java.util.Objects;

/**
 * The samples of one counter and one set of labels, as they were scraped. Arrays are not copied and must not be changed.
 *
 * @param counter which of the metric's counters: 0 is the one of all requests
 * @param stratum which of the metric's strata; 0 where nothing is stratified
 * @param target what was scraped; all its series carry the times of the same scrapes
 * @param unit what is born together: the labels, without {@code le}
 * @param pod name of the pod that it is about; empty if it has none
 * @param process what starts again from nothing together
 * @param countsFrom earliest time, in milliseconds since the epoch, of a sample that increments may start from
 * @param times in milliseconds since the epoch, rising
 * @param values cumulative, one per time; finite and not negative
 */
public record CounterSeries(
        int counter,
        int stratum,
        String target,
        String pod,
        String unit,
        String process,
        long countsFrom,
        long[] times,
        double[] values) {
    /** Checks that nothing is missing. */
    public CounterSeries {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(process, "process");
        if (times.length != values.length) {
            throw new IllegalArgumentException(times.length + " times for " + values.length + " values of " + unit);
        }
    }
}
