package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Totals of the latest intervals and parts of them, oldest first. There is one for each thing that is watched in each metric, and
 * all are looked at with each interval, so it is flat: two numbers and two times each, and no objects. Not thread-safe.
 */
final class Recent {
    private static final int FEW = 8;
    private static final long NANOS = 1_000_000_000L;

    /** In seconds: half of what a long can count, so that a span may be taken from it; 146 years on both sides of 1970. */
    private static final long FARTHEST = Long.MAX_VALUE / NANOS / 2;

    private long[] starts = new long[FEW];
    private long[] ends = new long[FEW];
    private double[] totals = new double[FEW];
    private double[] parts = new double[FEW];
    private int size;

    /** Nanoseconds since 1970; times that are too far away are as far as can be. */
    static long nanos(Instant time) {
        long seconds = StrictMath.max(-FARTHEST, StrictMath.min(FARTHEST, time.getEpochSecond()));
        return seconds * NANOS + time.getNano();
    }

    /** Adds what an interval had, and forgets those that ended so long or longer before its end. */
    void add(Interval interval, double total, double part, Duration span) {
        long end = nanos(interval.end());
        forget(end - span.toNanos());
        if (size == ends.length) {
            grow();
        }
        starts[size] = nanos(interval.start());
        ends[size] = end;
        totals[size] = total;
        parts[size] = part;
        size++;
    }

    private void forget(long oldest) {
        int gone = 0;
        while (gone < size && ends[gone] <= oldest) {
            gone++;
        }
        if (gone > 0) {
            size -= gone;
            System.arraycopy(starts, gone, starts, 0, size);
            System.arraycopy(ends, gone, ends, 0, size);
            System.arraycopy(totals, gone, totals, 0, size);
            System.arraycopy(parts, gone, parts, 0, size);
        }
    }

    private void grow() {
        starts = Arrays.copyOf(starts, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
        totals = Arrays.copyOf(totals, 2 * size);
        parts = Arrays.copyOf(parts, 2 * size);
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    Instant start(int i) {
        return Instant.ofEpochSecond(0, starts[i]);
    }

    Instant end(int i) {
        return Instant.ofEpochSecond(0, ends[i]);
    }

    double total(int i) {
        return totals[i];
    }

    double part(int i) {
        return parts[i];
    }
}
