package io.jenkins.plugins.canary.simulation;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One time series: labels, and samples in order of time. Not thread-safe: in a store, used under its lock. */
public final class Series {
    /** Label that holds the metric's name. */
    static final String NAME = "__name__";

    private static final long STALE_BITS = 0x7ff0000000000002L;
    private static final double STALE = Double.longBitsToDouble(STALE_BITS);

    private final SortedMap<String, String> labels;
    private long[] times = new long[64];
    private double[] values = new double[64];
    private int size;

    Series(Map<String, String> labels) {
        this.labels = new TreeMap<>(labels);
    }

    /** Labels, with the name. */
    public SortedMap<String, String> labels() {
        return labels;
    }

    /** Adds a sample that is younger than all others. */
    public void add(long millis, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = millis;
        values[size++] = value;
    }

    /** Says that the series has ended for now, as Prometheus does when a scrape no longer has it. */
    public void end(long millis) {
        if (size > 0 && !stale(size - 1)) {
            add(millis, STALE);
        }
    }

    /** The value that counts at a time: the last one, unless it is older than {@code lookBack} or the series had ended. */
    public double at(long millis, long lookBack) {
        int last = upTo(millis) - 1;
        return last < 0 || stale(last) || times[last] <= millis - lookBack ? Double.NaN : values[last];
    }

    /** When the value that counts at a time was scraped; -1 if there is none. */
    long scrapedAt(long millis, long lookBack) {
        int last = upTo(millis) - 1;
        return last < 0 || stale(last) || times[last] <= millis - lookBack ? -1 : times[last];
    }

    /** The samples with {@code from < time <= to}; none if that is no time. */
    public Samples within(long from, long to) {
        int first = upTo(from);
        int end = Math.max(first, upTo(to));
        long[] someTimes = new long[end - first];
        double[] someValues = new double[end - first];
        int count = 0;
        for (int i = first; i < end; i++) {
            if (!stale(i)) {
                someTimes[count] = times[i];
                someValues[count++] = values[i];
            }
        }
        return new Samples(Arrays.copyOf(someTimes, count), Arrays.copyOf(someValues, count));
    }

    private int upTo(long millis) {
        int index = Arrays.binarySearch(times, 0, size, millis);
        return index >= 0 ? index + 1 : -index - 1;
    }

    private boolean stale(int index) {
        return Double.doubleToRawLongBits(values[index]) == STALE_BITS;
    }

    /** Samples in order of time. */
    public record Samples(long[] times, double[] values) {
        /** How many there are. */
        public int size() {
            return times.length;
        }
    }
}
