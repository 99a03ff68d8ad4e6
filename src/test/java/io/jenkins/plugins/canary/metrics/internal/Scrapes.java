package io.jenkins.plugins.canary.metrics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hand-made series. Times are seconds here, for the eye; one interval lasts 15 s. */
final class Scrapes {
    static final long STEP = 15_000;

    private final List<CounterSeries> series = new ArrayList<>();
    private final Set<Long> badTimes = new HashSet<>();
    private final Set<String> seenBefore = new HashSet<>();
    private ArmSeries.Restarts restarts = ArmSeries.Restarts.ALWAYS;

    /** One counter of one target: samples are times in seconds and values in turns. */
    Scrapes counter(int counter, String target, String labels, double... samples) {
        return counting(Long.MIN_VALUE, counter, target, labels, samples);
    }

    /** The same, with a pod that is warm from a time on, in seconds. */
    Scrapes warmFrom(double seconds, int counter, String target, String labels, double... samples) {
        return counting(Math.round(seconds * 1000), counter, target, labels, samples);
    }

    private Scrapes counting(long from, int counter, String target, String labels, double... samples) {
        long[] times = new long[samples.length / 2];
        double[] values = new double[samples.length / 2];
        for (int i = 0; i < times.length; i++) {
            times[i] = Math.round(samples[2 * i] * 1000);
            values[i] = samples[2 * i + 1];
        }
        String unit = target + labels;
        series.add(new CounterSeries(counter, 0, target, "", unit, unit + counter, from, times, values));
        return this;
    }

    Scrapes badAt(double seconds) {
        badTimes.add(Math.round(seconds * 1000));
        return this;
    }

    /** A series that was there within the hour before. */
    Scrapes seenBefore(String target, String labels) {
        seenBefore.add(target + labels);
        return this;
    }

    /** All series of a target are sums that fall and rise together. */
    Scrapes summed(ArmSeries.Restarts restartsOfSums) {
        restarts = restartsOfSums;
        series.replaceAll(one -> new CounterSeries(
                one.counter(),
                one.stratum(),
                one.target(),
                one.pod(),
                one.unit(),
                one.target(),
                one.countsFrom(),
                one.times(),
                one.values()));
        return this;
    }

    /** All series with the same labels are buckets of one histogram. */
    Scrapes histograms() {
        series.replaceAll(one -> new CounterSeries(
                one.counter(),
                one.stratum(),
                one.target(),
                one.pod(),
                one.unit(),
                one.unit(),
                one.countsFrom(),
                one.times(),
                one.values()));
        return this;
    }

    ArmSeries arm() {
        return new ArmSeries(
                series, badTimes, Set.of(), restarts, (counter, unit, until) -> !seenBefore.contains(unit));
    }

    /** Samples at a phase after each multiple of 15 s, rising by an amount each time. */
    static double[] rising(double phase, int scrapes, double first, double each) {
        double[] samples = new double[scrapes * 2];
        for (int i = 0; i < scrapes; i++) {
            samples[2 * i] = phase + 15 * i;
            samples[2 * i + 1] = first + each * i;
        }
        return samples;
    }

    /** The same samples without some of them. */
    static double[] without(double[] samples, int... scrapes) {
        double[] kept = new double[samples.length - 2 * scrapes.length];
        int next = 0;
        for (int i = 0; i < samples.length / 2; i++) {
            int at = i;
            if (Arrays.stream(scrapes).noneMatch(scrape -> scrape == at)) {
                kept[next++] = samples[2 * i];
                kept[next++] = samples[2 * i + 1];
            }
        }
        return kept;
    }
}
