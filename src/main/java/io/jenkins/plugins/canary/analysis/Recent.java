package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;

/**
 * Totals of the latest intervals and parts of them, oldest first. There is one for each thing that is watched in each metric, and
 * all are looked at with each interval, so it is flat: two numbers and two times each, and no objects. Not thread-safe.
 */
final class Recent {
    /** Room at first: most windows hold a few minutes of 15 s scrapes. */
    private static final int FEW = 8;

    private static final long NANOS = 1_000_000_000L;

    /** In seconds: half of what a long can count, so that a span may be taken from it; 146 years on both sides of 1970. */
    private static final long FARTHEST = Long.MAX_VALUE / NANOS / 2;

    private long[] starts;
    private long[] ends;
    private double[] totals;
    private double[] parts;
    private int first;
    private int size;

    /** Nothing yet. */
    Recent() {
        this(FEW);
    }

    private Recent(int capacity) {
        starts = new long[capacity];
        ends = new long[capacity];
        totals = new double[capacity];
        parts = new double[capacity];
    }

    /** Nanoseconds since 1970; times that are too far away are as far as can be. */
    static long nanos(Instant time) {
        long seconds = StrictMath.max(-FARTHEST, StrictMath.min(FARTHEST, time.getEpochSecond()));
        return seconds * NANOS + time.getNano();
    }

    /** The time that is so many nanoseconds after 1970. */
    static Instant time(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** Adds what an interval had, and forgets those that ended so long or longer before its end. */
    void add(Interval interval, double total, double part, Duration span) {
        long end = nanos(interval.end());
        forget(end - span.toNanos());
        if (size == ends.length) {
            grow();
        }
        int next = place(size);
        starts[next] = nanos(interval.start());
        ends[next] = end;
        totals[next] = total;
        parts[next] = part;
        size++;
    }

    private void forget(long oldest) {
        while (size > 0 && ends[first] <= oldest) {
            first = place(1);
            size--;
        }
    }

    /** Where number i is: the arrays are used in the round, and their length is a power of two. */
    private int place(int i) {
        return (first + i) & (ends.length - 1);
    }

    private void grow() {
        Recent larger = new Recent(2 * size);
        for (int i = 0; i < size; i++) {
            int from = place(i);
            larger.starts[i] = starts[from];
            larger.ends[i] = ends[from];
            larger.totals[i] = totals[from];
            larger.parts[i] = parts[from];
        }
        starts = larger.starts;
        ends = larger.ends;
        totals = larger.totals;
        parts = larger.parts;
        first = 0;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    Instant start(int i) {
        return time(starts[place(i)]);
    }

    Instant end(int i) {
        return time(ends[place(i)]);
    }

    double total(int i) {
        return totals[place(i)];
    }

    double part(int i) {
        return parts[place(i)];
    }
}
