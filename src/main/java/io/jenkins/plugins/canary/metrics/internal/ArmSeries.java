package io.jenkins.plugins.canary.metrics.internal;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that was read of one arm.
 *
 * @param series of all counters of the metric
 * @param badTimes when samples were left out that no counter can have, in milliseconds since the epoch
 * @param missing counters that at least one unit of the arm lacks: buckets that this version does not have
 * @param restarts tells a restart from a series that vanished, where a value fell
 * @param births tells a series that is new from one that comes back
 */
public record ArmSeries(
        List<CounterSeries> series, Set<Long> badTimes, Set<Integer> missing, Restarts restarts, Births births) {
    /** Copies the collections. */
    public ArmSeries {
        series = List.copyOf(series);
        badTimes = Set.copyOf(badTimes);
        missing = Set.copyOf(missing);
        Objects.requireNonNull(restarts, "restarts");
        Objects.requireNonNull(births, "births");
    }

    /** Time of the newest sample, in milliseconds since the epoch; {@link Long#MIN_VALUE} without any. */
    long newest() {
        return series.stream()
                .filter(one -> one.times().length > 0)
                .mapToLong(one -> one.times()[one.times().length - 1])
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** Whether the times are those of scrapes; otherwise they are points of a grid, and nobody knows what each has seen by then. */
    boolean hasScrapeTimes() {
        return restarts == Restarts.ALWAYS;
    }

    /** Whether a process that shows less than before has started again. */
    @FunctionalInterface
    public interface Restarts {
        /** For single series, where a fall has no other cause. */
        Restarts ALWAYS = (process, time) -> true;

        /** Whether the process started again shortly before that scrape; otherwise one of its series vanished from a sum. */
        boolean restarted(String process, long time);
    }

    /** Whether a series that is first seen in a reading had been there before. */
    @FunctionalInterface
    public interface Births {
        /** How long a series must have been away to be taken for new, in milliseconds. */
        long ABSENCE = 3_600_000;

        /** Whether the unit had no sample of this counter in the hour up to that time. */
        boolean absent(int counter, String unit, long until);
    }
}
