package io.jenkins.plugins.canary.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * What one arm did in one interval, as differences of counters (methods 1.0).
 *
 * @param total requests (or whatever the metric counts), not negative
 * @param events how many of them were events, one figure per channel of the metric: errors, or requests slower than each edge
 */
public record ArmCounts(double total, List<Double> events) {
    /** Copies the list. */
    public ArmCounts {
        events = List.copyOf(events);
    }

    /** Both together; they must have as many channels. */
    public ArmCounts plus(ArmCounts other) {
        List<Double> sums = new ArrayList<>();
        for (int channel = 0; channel < events.size(); channel++) {
            sums.add(events.get(channel) + other.events.get(channel));
        }
        return new ArmCounts(total + other.total, sums);
    }

    /** Counts with a single channel. */
    public static ArmCounts of(double total, double events) {
        return new ArmCounts(total, List.of(events));
    }
}
