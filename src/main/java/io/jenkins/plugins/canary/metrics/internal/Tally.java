package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up what the counters of all arms gained, interval by interval. Pure: the same series give the same counts, and reading
 * on from the end of any interval gives the same intervals as reading at once.
 */
public final class Tally {
    private static final double ROUNDING = 1e-9;

    /** A difference of more than 1.4 standard deviations of independent events: rare enough to be noted, too common to be judged. */
    private static final double CLEAR = 2;

    private final Grid grid;
    private final Channels channels;
    private final List<Cut> cuts;

    private Tally(Grid grid, Channels channels, List<Cut> cuts) {
        this.grid = grid;
        this.channels = channels;
        this.cuts = cuts;
    }

    /**
     * Counts all intervals that have closed.
     *
     * @param arms what was read of each arm; one arm, or two that are to be compared
     */
    public static Counted of(Grid grid, Channels channels, List<ArmSeries> arms) {
        List<Steps> steps = arms.stream().map(arm -> Steps.of(arm, grid)).toList();
        List<Collection<long[]>> timelines =
                steps.stream().map(Steps::timelines).toList();
        return new Tally(grid, channels, Boundaries.of(grid, timelines)).counted(arms, steps);
    }

    /**
     * Counts all intervals that have closed, of parts that need not all be there at any time.
     *
     * @param parts what was read of each part of one arm
     */
    static Counted together(Grid grid, Channels channels, List<ArmSeries> parts) {
        List<Steps> steps = parts.stream().map(part -> Steps.ofPast(part, grid)).toList();
        List<long[]> timelines =
                steps.stream().flatMap(part -> part.timelines().stream()).toList();
        return new Tally(grid, channels, Boundaries.of(grid, List.of(timelines))).counted(parts, steps);
    }

    private Counted counted(List<ArmSeries> arms, List<Steps> steps) {
        long newest = arms.stream().mapToLong(ArmSeries::newest).max().orElse(Long.MIN_VALUE);
        return new Counted(count(arms, steps), newest);
    }

    private List<CountedCut> count(List<ArmSeries> series, List<Steps> steps) {
        boolean scraped = series.stream().allMatch(ArmSeries::hasScrapeTimes);
        boolean[] missing = new boolean[channels.count() + 1];
        series.forEach(arm -> arm.missing().forEach(counter -> missing[counter] = true));
        List<Set<IntervalFlag>> flags = new ArrayList<>();
        cuts.forEach(cut -> flags.add(EnumSet.noneOf(IntervalFlag.class)));
        List<double[][][]> sums = new ArrayList<>();
        for (Steps arm : steps) {
            sums.add(sum(arm));
            mark(arm, flags);
        }
        List<CountedCut> counted = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            int at = i;
            List<List<ArmCounts>> strata = sums.stream()
                    .map(ofArm -> strata(ofArm[at], missing, flags.get(at)))
                    .toList();
            flags.get(i).addAll(general(cuts.get(i), missing));
            List<ArmCounts> arms = strata.stream().map(Tally::sum).toList();
            if ((cuts.get(i).ahead() || !scraped) && differ(arms)) {
                flags.get(i).add(IntervalFlag.AHEAD);
            }
            counted.add(new CountedCut(cuts.get(i), arms, channels.strata() > 1 ? strata : List.of(), flags.get(i)));
        }
        return counted;
    }

    private static Set<IntervalFlag> general(Cut cut, boolean[] missing) {
        Set<IntervalFlag> flags = EnumSet.noneOf(IntervalFlag.class);
        if (cut.late()) {
            flags.add(IntervalFlag.LATE);
        }
        for (boolean one : missing) {
            if (one) {
                flags.add(IntervalFlag.EDGE_MISSING);
            }
        }
        return flags;
    }

    /** Whether one of the first arm's channels has clearly more or fewer events than the second arm's share of them tells. */
    private static boolean differ(List<ArmCounts> arms) {
        if (arms.size() < 2 || !(arms.get(1).total() > 0)) {
            return false;
        }
        ArmCounts first = arms.get(0);
        ArmCounts second = arms.get(1);
        for (int channel = 0; channel < first.events().size(); channel++) {
            double expected = first.total() * second.events().get(channel) / second.total();
            double difference = first.events().get(channel) - expected;
            if (difference * difference > CLEAR * expected) {
                return true;
            }
        }
        return false;
    }

    private double[][][] sum(Steps arm) {
        double[][][] sums = new double[cuts.size()][channels.strata()][channels.count() + 1];
        for (Step step : arm.steps()) {
            int at = cutOf(step.closed());
            if (at >= 0 && opens(step.opened(), cuts.get(at))) {
                sums[at][step.stratum()][step.counter()] += step.amount();
            }
        }
        return sums;
    }

    /** A sample that was too old at the boundary does not open its series: what it gained lies partly before. */
    private boolean opens(long sample, Cut cut) {
        return sample > cut.start() || grid.fresh(sample, cut.start());
    }

    private void mark(Steps arm, List<Set<IntervalFlag>> flags) {
        for (Steps.Mark mark : arm.marks()) {
            int at = cutOf(mark.closed());
            if (at >= 0 && opens(mark.opened(), cuts.get(at))) {
                flags.get(at).add(mark.flag());
            }
        }
    }

    private int cutOf(long time) {
        int low = Collections.binarySearch(
                cuts, new Cut(time, time, false, false), (a, b) -> Long.compare(a.end(), b.end()));
        int at = low >= 0 ? low : -low - 1;
        return at < cuts.size() && time > cuts.get(at).start() ? at : -1;
    }

    /** Counts that cannot be, in any stratum, leave the arm out: errors that belong to no request would be lost otherwise. */
    private List<ArmCounts> strata(double[][] sums, boolean[] missing, Set<IntervalFlag> flags) {
        List<ArmCounts> strata = new ArrayList<>();
        for (double[] stratum : sums) {
            counts(stratum, missing).ifPresent(strata::add);
        }
        if (strata.size() < sums.length) {
            flags.add(IntervalFlag.BAD_SAMPLE);
            ArmCounts nothing = new ArmCounts(0, Collections.nCopies(channels.count(), 0.0));
            return Collections.nCopies(sums.length, nothing);
        }
        return strata;
    }

    private static ArmCounts sum(List<ArmCounts> strata) {
        ArmCounts sum = strata.get(0);
        for (int i = 1; i < strata.size(); i++) {
            sum = sum.plus(strata.get(i));
        }
        return sum;
    }

    /** Empty if they cannot be. */
    private Optional<ArmCounts> counts(double[] sums, boolean[] missing) {
        List<Double> events = new ArrayList<>();
        for (int channel = 1; channel <= channels.count(); channel++) {
            events.add(missing[channel] ? 0 : channels.events(sums[0], sums[channel]));
        }
        if (channels.events() == Events.BESIDE) {
            return Optional.of(new ArmCounts(sums[0], events));
        }
        if (events.stream().anyMatch(event -> event > sums[0] * (1 + ROUNDING))) {
            return Optional.empty();
        }
        events.replaceAll(event -> Math.min(event, sums[0]));
        return Optional.of(new ArmCounts(sums[0], events));
    }

    /**
     * How counters become channels. Counter 0 is that of all requests, counter k belongs to channel k.
     *
     * @param count number of channels
     * @param events what a channel's events are
     * @param strata how many strata are counted apart, at least one
     */
    public record Channels(int count, Events events, int strata) {
        private double events(double total, double counter) {
            // A histogram is not always scraped at one instant: a bucket may be a request ahead of the total.
            return events == Events.THE_REST ? Math.max(0, total - counter) : counter;
        }
    }

    /** What the events of a channel are. */
    public enum Events {
        /** What its counter counts, as for errors. */
        COUNTED,
        /** What its counter counts, which is not a part of all: a sum of values, or misfortunes in a time. */
        BESIDE,
        /** All requests that its counter does not count, as for buckets of a histogram. */
        THE_REST
    }

    /**
     * One interval with the counts of each arm.
     *
     * @param strata the same for each arm stratum by stratum; empty where nothing is stratified
     */
    public record CountedCut(Cut cut, List<ArmCounts> arms, List<List<ArmCounts>> strata, Set<IntervalFlag> flags) {
        /** Copies the collections. */
        public CountedCut {
            arms = List.copyOf(arms);
            strata = List.copyOf(strata);
            flags = Set.copyOf(flags);
        }
    }

    /**
     * What a reading gave.
     *
     * @param newest time of the newest sample, in milliseconds since the epoch
     */
    public record Counted(List<CountedCut> intervals, long newest) {
        /** Copies the list. */
        public Counted {
            intervals = List.copyOf(intervals);
        }
    }
}
