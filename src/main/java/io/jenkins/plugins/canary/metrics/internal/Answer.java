package io.jenkins.plugins.canary.metrics.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What Prometheus answered to one query.
 *
 * @param type {@code resultType} of the answer: {@code matrix}, {@code vector} or {@code scalar}
 * @param warnings what Prometheus, or what stands before it, had to remark
 */
public record Answer(String type, List<Series> series, List<String> warnings) {
    /** Copies the lists. */
    public Answer {
        Objects.requireNonNull(type, "type");
        series = List.copyOf(series);
        warnings = List.copyOf(warnings);
    }

    /**
     * One series. Arrays are not copied and must not be changed.
     *
     * @param times in milliseconds since the epoch
     * @param values one per time; may be NaN or infinite
     */
    public record Series(Map<String, String> labels, long[] times, double[] values) {
        /** Copies the labels. */
        public Series {
            labels = Map.copyOf(labels);
        }
    }
}
