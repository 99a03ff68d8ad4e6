package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.PastInterval;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where numbers come from. Implementations are safe for use by several threads and keep nothing between calls that a restart
 * could lose.
 *
 * <p>All methods throw {@link SourceException} when the source does not answer, or answers something else than numbers.
 */
public interface MetricSource {
    /** What it serves; of everything else, all other methods throw. */
    default Set<DataKind> kinds() {
        return EnumSet.allOf(DataKind.class);
    }

    /** Looks at the baseline before the release: how often it is scraped, which edges are worth testing, how it did. */
    History history(Metric metric, Scope baseline, Instant from, Instant to);

    /**
     * What each pod of the baseline did before the release, interval by interval, to tell how noisy the metric is.
     *
     * @param known what {@link #history} told
     * @return empty where the metric counts nothing, or its series cannot be told apart by pod
     */
    List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to);

    /**
     * What is asked for a metric, so that people can ask it themselves; asks nothing.
     *
     * @return empty where that cannot be said
     */
    default List<Question> questions(Metric metric, ReadRequest request) {
        return List.of();
    }

    /** Reads what is new. */
    Reading read(Metric metric, ReadRequest request);

    /** Says what there is for a metric, and what is missing, for people; nothing where the source cannot tell. */
    default List<Finding> examine(Metric metric, Scope canary, Scope baseline, Instant now) {
        return List.of();
    }
}
