package io.jenkins.plugins.canary.analysis;

import java.util.List;

/**
 * What one arm did in one interval.
 *
 * @param total requests (or whatever the metric counts), not negative
 * @param events how many of them were events, one figure per channel of the metric: errors, or requests slower than each edge
 */
public record ArmCounts(double total, List<Double> events) {
    /** Copies the list. */
    public ArmCounts {
        events = List.copyOf(events);
    }

    /** Counts with a single channel. */
    public static ArmCounts of(double total, double events) {
        return new ArmCounts(total, List.of(events));
    }
}
