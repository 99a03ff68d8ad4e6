package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a source knows of the baseline before the release.
 *
 * @param interval the largest scrape interval found: what one interval should last
 * @param edges bucket edges that should be tested, in the unit of the {@code le} label, rising; empty for metrics without
 * @param lastHour what the baseline did, with one channel per edge (or one)
 */
public record History(Duration interval, List<Double> edges, ArmCounts lastHour) {
    /** Copies the list. */
    public History {
        Objects.requireNonNull(interval, "interval");
        edges = List.copyOf(edges);
        Objects.requireNonNull(lastHour, "lastHour");
    }
}
