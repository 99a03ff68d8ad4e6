package io.jenkins.plugins.canary.analysis;

import java.util.List;

/**
 * A quantile that people ask for. It is told as the range of buckets that holds it, never as a number between their edges
 * (methods 1.2; how it is found: {@link QuantileRange}).
 *
 * @param level part of the requests that are not slower, over 0 and under 1: 0.99 for the 99th percentile
 * @param edges the edges of the rule's channels as people read them, rising: "0.5 s"
 */
public record Quantile(double level, List<String> edges) {
    /** Copies the list; {@link IllegalArgumentException} if the level makes no sense. */
    public Quantile {
        edges = List.copyOf(edges);
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level of a quantile is over 0 and under 1, not " + level);
        }
    }

    /** "p99", "p99.9". */
    String name() {
        return "p" + Numbers.percent(level);
    }
}
