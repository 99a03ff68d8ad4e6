package io.jenkins.plugins.canary.analysis;

import java.util.Set;

/** Intervals of {@link Course#INTERVAL} with counts that a test chooses, and releases of them. */
final class Counted {
    private Counted() {}

    /** The interval with this number at 5 %. */
    static Interval interval(int number, double canary, double canaryEvents, double baseline, double baselineEvents) {
        return interval(number, 5, canary, canaryEvents, baseline, baselineEvents);
    }

    /** The interval with this number. */
    static Interval interval(
            int number, int weight, double canary, double canaryEvents, double baseline, double baselineEvents) {
        return interval(number, weight, ArmCounts.of(canary, canaryEvents), ArmCounts.of(baseline, baselineEvents));
    }

    /** The same with several channels. */
    static Interval interval(int number, int weight, ArmCounts canary, ArmCounts baseline) {
        return new Interval(Course.at(number), Course.at(number + 1), weight, canary, baseline, Set.of());
    }

    /** The same interval, at whose end the canary had been scraped later than the baseline. */
    static Interval ahead(Interval interval) {
        return new Interval(
                interval.start(),
                interval.end(),
                interval.weight(),
                interval.canary(),
                interval.baseline(),
                Set.of(IntervalFlag.AHEAD));
    }

    /** Shows a judge intervals with half a percent of errors in both arms, the last not included. */
    static void steady(Judge judge, int from, int to) {
        show(judge, from, to, 1);
    }

    /** The same with three percent of errors in the canary. */
    static void spike(Judge judge, int from, int to) {
        show(judge, from, to, 6);
    }

    private static void show(Judge judge, int from, int to, double errors) {
        judge.weightSet(Course.BEGIN, 5);
        for (int i = from; i < to; i++) {
            judge.add("errors", interval(i, 200, errors, 3800, 19));
        }
    }
}
