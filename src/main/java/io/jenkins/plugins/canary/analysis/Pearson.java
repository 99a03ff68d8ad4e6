package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Pearson's chi-square of one channel over blocks of one length, each part in turn against all others. Not thread-safe. */
final class Pearson {
    /** Less variance than half an event says nothing. */
    private static final double LEAST_VARIANCE = 0.5;

    private final int channel;
    private final Duration length;
    private double[] totals = {};
    private double[] events = {};
    private Instant begin = Instant.MIN;
    private Instant end = Instant.MIN;
    private double chiSquare;
    private double differences;
    private double comparisons;

    private Pearson(int channel, Duration length) {
        this.channel = channel;
        this.length = length;
    }

    /** Looks at all whole blocks of that length, or at each interval by itself if that is longer. A gap ends a block. */
    static Pearson of(List<PastInterval> past, int channel, Duration length) {
        Pearson pearson = new Pearson(channel, length);
        past.forEach(pearson::add);
        return pearson;
    }

    /** Sum of squares, each divided by the variance of independent requests. */
    double chiSquare() {
        return chiSquare;
    }

    /** How many of the squares are independent: in each block one less than parts. */
    double differences() {
        return differences;
    }

    /** How many there would be if no event were too rare: blocks in which parts served, times one less than those parts. */
    double comparisons() {
        return comparisons;
    }

    private void add(PastInterval interval) {
        if (!interval.start().equals(end) || totals.length != interval.parts().size()) {
            begin(interval);
        }
        for (int part = 0; part < totals.length; part++) {
            ArmCounts counts = interval.parts().get(part);
            if (possible(counts)) {
                totals[part] += counts.total();
                events[part] += counts.events().get(channel);
            }
        }
        end = interval.end();
        if (Duration.between(begin, end).compareTo(length) >= 0) {
            close();
            begin = end;
        }
    }

    private void begin(PastInterval interval) {
        totals = new double[interval.parts().size()];
        events = new double[totals.length];
        begin = interval.start();
    }

    private boolean possible(ArmCounts counts) {
        double of = counts.events().get(channel);
        return Double.isFinite(counts.total()) && of >= 0 && of <= counts.total();
    }

    private void close() {
        double total = 0;
        double event = 0;
        for (int part = 0; part < totals.length; part++) {
            total += totals[part];
            event += events[part];
        }
        int served = 0;
        int seen = 0;
        double squares = 0;
        for (int part = 0; part < totals.length; part++) {
            Counts counts = new Counts(
                    totals[part], events[part], total - totals[part], StrictMath.max(0, event - events[part]));
            double variance = variance(counts);
            served += totals[part] > 0 ? 1 : 0;
            if (variance > LEAST_VARIANCE) {
                double difference = counts.canaryEvents() - counts.events() * counts.share();
                squares += difference * difference / variance;
                seen++;
            }
            totals[part] = 0;
            events[part] = 0;
        }
        comparisons += StrictMath.max(0, served - 1);
        if (seen > 1) {
            // The differences of all parts sum to zero: one of them follows from the others.
            chiSquare += squares * (seen - 1) / seen;
            differences += seen - 1;
        }
    }

    private static double variance(Counts counts) {
        double share = counts.share();
        return counts.comparable() ? counts.events() * share * (1 - share) * counts.crowding() : 0;
    }
}
