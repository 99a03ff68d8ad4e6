package io.jenkins.plugins.canary.metrics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the series of one arm and leaves out samples that no counter can have. */
final class Collected {
    /** From here on, whole numbers have gaps in a double, and a counter stands still. */
    private static final double LARGEST = 0x1p53;

    private static final long[] NO_TIMES = {};
    private static final double[] NO_VALUES = {};

    private final ArmQuery arm;
    private final List<CounterSeries> series = new ArrayList<>();
    private final Set<Long> badTimes = new HashSet<>();
    private final Map<String, Set<Integer>> counters = new HashMap<>();

    Collected(ArmQuery arm) {
        this.arm = arm;
    }

    void add(int counter, Map<String, String> labels, String unit, String process, long[] times, double[] values) {
        int kept = 0;
        long[] keptTimes = new long[times.length];
        double[] keptValues = new double[values.length];
        for (int i = 0; i < times.length; i++) {
            if (values[i] >= 0 && values[i] <= LARGEST) {
                keptTimes[kept] = times[i];
                keptValues[kept++] = values[i];
            } else {
                badTimes.add(times[i]);
            }
        }
        counters.computeIfAbsent(unit, u -> new HashSet<>()).add(counter);
        series.add(new CounterSeries(
                counter,
                arm.shape().strata().of(labels),
                ArmQuery.target(labels),
                labels.getOrDefault("pod", ""),
                unit,
                process,
                arm.countsFrom(labels),
                Arrays.copyOf(keptTimes, kept),
                Arrays.copyOf(keptValues, kept)));
    }

    /** For each pod a counter of the seconds at which it was seen. */
    private List<CounterSeries> clocks() {
        Map<CounterSeries, TreeSet<Long>> seen = new LinkedHashMap<>();
        for (CounterSeries one : series) {
            String unit = one.target() + '\n' + one.pod();
            CounterSeries clock =
                    new CounterSeries(0, 0, one.target(), one.pod(), unit, unit, one.countsFrom(), NO_TIMES, NO_VALUES);
            TreeSet<Long> times = seen.computeIfAbsent(clock, first -> new TreeSet<>());
            Arrays.stream(one.times()).forEach(times::add);
        }
        List<CounterSeries> clocks = new ArrayList<>();
        seen.forEach((clock, times) -> clocks.add(new CounterSeries(
                0,
                0,
                clock.target(),
                clock.pod(),
                clock.unit(),
                clock.process(),
                clock.countsFrom(),
                times.stream().mapToLong(Long::longValue).toArray(),
                times.stream().mapToDouble(time -> time / 1000.0).toArray())));
        return clocks;
    }

    ArmSeries series(ArmSeries.Restarts restarts, ArmSeries.Births births) {
        if (arm.shape().clocked()) {
            series.addAll(clocks());
        }
        return new ArmSeries(series, badTimes, arm.shape().missing(counters.values()), restarts, births);
    }
}
