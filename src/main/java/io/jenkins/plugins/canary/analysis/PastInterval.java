package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.List;

/**
 * What each part of the baseline did in one interval before the release. A part is what a canary would be: one pod. With them a
 * past can be replayed in which nothing was wrong, with each part in turn in the place of the canary (an A/A test, methods 2).
 *
 * @param start exclusive
 * @param end inclusive
 * @param parts in an order that is the same in all intervals of a past; a part that was not there has no requests
 * @param strata the same counts of each part stratum by stratum, in the order of the metric's strata; empty where nothing is
 *     stratified
 */
public record PastInterval(Instant start, Instant end, List<ArmCounts> parts, List<List<ArmCounts>> strata) {
    /** Copies the lists, and checks the order of the ends. */
    public PastInterval {
        parts = List.copyOf(parts);
        strata = strata.stream().map(List::copyOf).toList();
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("an interval must end after it starts: " + start + " to " + end);
        }
        if (!strata.isEmpty() && strata.size() != parts.size()) {
            throw new IllegalArgumentException("the strata of " + strata.size() + " parts for " + parts.size());
        }
    }

    /** An interval that is not stratified. */
    public PastInterval(Instant start, Instant end, List<ArmCounts> parts) {
        this(start, end, parts, List.of());
    }
}
