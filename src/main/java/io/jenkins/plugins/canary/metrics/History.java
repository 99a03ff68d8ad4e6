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
 * @param strata values of the label that requests are told apart by, those with most requests first; empty for metrics without
 * @param remarks what people should know of it, one sentence each
 */
public record History(
        Duration interval, List<Double> edges, ArmCounts lastHour, List<String> strata, List<String> remarks) {
    /** Copies the lists. */
    public History {
        Objects.requireNonNull(interval, "interval");
        edges = List.copyOf(edges);
        Objects.requireNonNull(lastHour, "lastHour");
        strata = List.copyOf(strata);
        remarks = List.copyOf(remarks);
    }

    /** The same without any strata. */
    public History together() {
        return new History(interval, edges, lastHour);
    }

    /** What is known of a metric that is not stratified. */
    public History(Duration interval, List<Double> edges, ArmCounts lastHour) {
        this(interval, edges, lastHour, List.of(), List.of());
    }
}
