package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.metrics.Metric;
import java.util.List;
import java.util.OptionalDouble;

/** How a metric is judged, from what the user said of it and what is known of it. */
final class Rules {
    private Rules() {}

    static Rule of(Metric metric, List<Double> edges, OptionalDouble tolerate, double harmful) {
        throw new UnsupportedOperationException();
    }
}
