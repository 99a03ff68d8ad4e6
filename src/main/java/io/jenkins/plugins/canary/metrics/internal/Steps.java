package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.analysis.IntervalFlag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Differences the series of one arm, series by series: what a counter gained is its later value less its earlier one, or its
 * later value if its process started again in between. Where a value of a sum fell without a restart, a series vanished from
 * the sum: that process's scrape is left out.
 *
 * <p>The first value of a series counts when it surely grew from nothing since the scrape before: its target was scraped then,
 * the series had not been there for an hour, and the value is not above what the target gained in requests meanwhile.
 * Otherwise the first value only opens the series. ({@code increase()} always drops it, and with it the first errors.)
 */
final class Steps {
    private static final long NEVER = Long.MIN_VALUE;

    private final ArmSeries arm;
    private final Grid grid;
    private final Map<String, long[]> timelines;
    private final Map<String, Map<Long, Boolean>> falls = new HashMap<>();
    private final Map<String, Map<Long, Double>> requests = new HashMap<>();
    private final Map<String, Map<Long, List<Newborn>>> newborns = new HashMap<>();
    private final Map<String, List<long[]>> away = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<Mark> marks = new HashSet<>();

    private Steps(ArmSeries arm, Grid grid) {
        this.arm = arm;
        this.grid = grid;
        this.timelines = timelinesOf(arm);
    }

    /** Differences all series of an arm. */
    static Steps of(ArmSeries arm, Grid grid) {
        Steps result = new Steps(arm, grid);
        arm.badTimes().forEach(time -> result.marks.add(new Mark(IntervalFlag.BAD_SAMPLE, time, time)));
        arm.series().forEach(result::findFalls);
        arm.series().forEach(result::difference);
        result.newborns.values().forEach(births -> births.forEach(result::admit));
        return result;
    }

    /**
     * The same of a past that was read at once: while one of its series was away and came back, nothing of a target counts. What
     * happened meanwhile cannot be told, and its requests without their errors would look like noise between pods. (A reading of
     * the last few scrapes cannot know that, and so must not, or it would depend on how much is read.)
     */
    static Steps ofPast(ArmSeries arm, Grid grid) {
        Steps result = of(arm, grid);
        result.steps.removeIf(result::wasAway);
        return result;
    }

    private boolean wasAway(Step step) {
        return away.getOrDefault(step.target(), List.of()).stream()
                .anyMatch(span -> step.closed() > span[0] && step.opened() < span[1]);
    }

    /** What the counters gained, in no particular order. */
    List<Step> steps() {
        return steps;
    }

    /** The scrape times of each target that count, rising. */
    Collection<long[]> timelines() {
        return timelines.values();
    }

    /** What was wrong with the data. */
    Set<Mark> marks() {
        return marks;
    }

    private static Map<String, long[]> timelinesOf(ArmSeries arm) {
        Map<String, TreeSet<Long>> times = new HashMap<>();
        for (CounterSeries series : arm.series()) {
            if (series.counter() == 0) {
                TreeSet<Long> ofTarget = times.computeIfAbsent(series.target(), target -> new TreeSet<>());
                Arrays.stream(series.times())
                        .filter(time -> time >= series.countsFrom())
                        .forEach(ofTarget::add);
            }
        }
        Map<String, long[]> arrays = new HashMap<>();
        times.forEach((target, ofTarget) ->
                arrays.put(target, ofTarget.stream().mapToLong(Long::longValue).toArray()));
        return arrays;
    }

    private void findFalls(CounterSeries series) {
        for (int i = 1; i < series.times().length; i++) {
            long time = series.times()[i];
            if (time > grid.first() && series.values()[i] < series.values()[i - 1] && !cameBack(series, i)) {
                boolean restarted = falls.computeIfAbsent(series.process(), process -> new HashMap<>())
                        .computeIfAbsent(time, t -> arm.restarts().restarted(series.process(), t));
                marks.add(new Mark(
                        restarted ? IntervalFlag.COUNTER_RESET : IntervalFlag.SERIES_VANISHED,
                        series.times()[i - 1],
                        time));
            }
        }
    }

    private void difference(CounterSeries series) {
        Map<Long, Boolean> fallsOfProcess = falls.getOrDefault(series.process(), Map.of());
        for (int i = 0; i < series.times().length; i++) {
            long time = series.times()[i];
            if (time <= grid.first()) {
                continue;
            }
            if (i == 0 || series.times()[i - 1] <= grid.before(time) - ArmSeries.Births.ABSENCE) {
                noteNewborn(series, i);
            } else if (cameBack(series, i)) {
                away.computeIfAbsent(series.target(), target -> new ArrayList<>())
                        .add(new long[] {series.times()[i - 1], time});
            } else if (series.times()[i - 1] >= series.countsFrom()) {
                Boolean restarted = fallsOfProcess.get(time);
                if (restarted == null) {
                    gain(series, i, series.values()[i] - series.values()[i - 1]);
                } else if (restarted) {
                    gain(series, i, series.values()[i]);
                }
            }
        }
    }

    private void gain(CounterSeries series, int i, double amount) {
        long time = series.times()[i];
        steps.add(new Step(series.target(), series.counter(), series.stratum(), series.times()[i - 1], time, amount));
        if (series.counter() == 0 && grid.expected(series.times()[i - 1], time)) {
            requests.computeIfAbsent(series.target(), target -> new HashMap<>()).merge(time, amount, Double::sum);
        }
    }

    /** Whether a series was away while its target was scraped: its value now has nothing to do with the one before. */
    private boolean cameBack(CounterSeries series, int i) {
        long before = series.times()[i - 1];
        return !grid.expected(before, series.times()[i]) && previousScrape(series, i) > before;
    }

    /** When the target was last scraped before a sample. */
    private long previousScrape(CounterSeries series, int i) {
        long[] timeline = timelines.getOrDefault(series.target(), new long[0]);
        int found = Arrays.binarySearch(timeline, series.times()[i]);
        int earlier = (found >= 0 ? found : -found - 1) - 1;
        return earlier >= 0 ? timeline[earlier] : NEVER;
    }

    private void noteNewborn(CounterSeries series, int i) {
        long previous = previousScrape(series, i);
        if (previous != NEVER && previous >= series.countsFrom()) {
            Newborn newborn = new Newborn(series, previous, series.values()[i]);
            newborns.computeIfAbsent(series.unit(), unit -> new HashMap<>())
                    .computeIfAbsent(series.times()[i], time -> new ArrayList<>())
                    .add(newborn);
        }
    }

    /** A unit is admitted as a whole, or the buckets of a histogram would not fit together. */
    private void admit(long time, List<Newborn> unit) {
        boolean plausible = unit.stream()
                .allMatch(newborn -> newborn.value
                        <= requests.getOrDefault(newborn.series.target(), Map.of())
                                .getOrDefault(time, 0.0));
        if (plausible && unit.stream().allMatch(newborn -> absent(newborn.series, time))) {
            unit.forEach(newborn -> steps.add(new Step(
                    newborn.series.target(),
                    newborn.series.counter(),
                    newborn.series.stratum(),
                    newborn.previousScrape,
                    time,
                    newborn.value)));
        }
    }

    private boolean absent(CounterSeries series, long time) {
        return arm.births().absent(series.counter(), series.unit(), grid.before(time));
    }

    /** Something wrong between two scrapes. */
    record Mark(IntervalFlag flag, long opened, long closed) {}

    /** A series that is first seen on a target that was scraped before. */
    private record Newborn(CounterSeries series, long previousScrape, double value) {}
}
