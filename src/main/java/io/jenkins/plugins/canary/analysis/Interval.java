package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The time between two aligned scrapes, with the counts of both arms. The list of intervals is what is kept of a release's
 * numbers: every verdict can be computed again from it (methods 1.0 and 1.0.1).
 *
 * @param start exclusive
 * @param end inclusive; identifies the interval within its metric
 * @param weight percent of traffic that went to the canary during all of it
 * @param canary in all strata together
 * @param baseline in all strata together
 * @param flags what was wrong with the data
 * @param strata the same counts stratum by stratum, the same ones in the same order in all intervals of a metric; empty where
 *     nothing is stratified
 */
public record Interval(
        Instant start,
        Instant end,
        int weight,
        ArmCounts canary,
        ArmCounts baseline,
        Set<IntervalFlag> flags,
        List<Stratum> strata) {
    /** Checks the order of the ends. */
    public Interval {
        Objects.requireNonNull(canary, "canary");
        Objects.requireNonNull(baseline, "baseline");
        flags = Set.copyOf(flags);
        strata = List.copyOf(strata);
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("an interval must end after it starts: " + start + " to " + end);
        }
    }

    /** An interval that is not stratified. */
    public Interval(
            Instant start, Instant end, int weight, ArmCounts canary, ArmCounts baseline, Set<IntervalFlag> flags) {
        this(start, end, weight, canary, baseline, flags, List.of());
    }
}
