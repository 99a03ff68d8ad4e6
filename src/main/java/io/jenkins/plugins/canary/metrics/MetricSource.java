package io.jenkins.plugins.canary.metrics;

import java.time.Instant;

/**
 * Where numbers come from. Implementations are safe for use by several threads and keep nothing between calls that a restart
 * could lose.
 *
 * <p>All methods throw {@link SourceException} when the source does not answer, or answers something else than numbers.
 */
public interface MetricSource {
    /** Looks at the baseline before the release: how often it is scraped, which edges are worth testing, how it did. */
    History history(Metric metric, Scope baseline, Instant from, Instant to);

    /** Reads what is new. */
    Reading read(Metric metric, ReadRequest request);
}
