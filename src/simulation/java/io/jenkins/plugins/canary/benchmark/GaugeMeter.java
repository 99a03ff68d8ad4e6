package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.RecordedPrometheus;
import io.jenkins.plugins.canary.simulation.Sampler;
import io.jenkins.plugins.canary.simulation.Series;
import java.util.Map;

/** The memory that a pod uses: {@code container_memory_working_set_bytes}. */
final class GaugeMeter implements Meter {
    private final Series series;
    private double value;

    GaugeMeter(RecordedPrometheus prometheus, Map<String, String> labels) {
        series = prometheus.series("container_memory_working_set_bytes", labels);
    }

    @Override
    public void serve(double expected, Conditions conditions, Sampler traffic) {
        value = conditions.gauge();
    }

    @Override
    public void count(double share, Sampler split) {
        // A gauge shows what is; there is nothing to count.
    }

    @Override
    public void write(long millis) {
        series.add(millis, Math.rint(value));
    }

    @Override
    public void reset() {
        // It does not add up.
    }

    @Override
    public void end(long millis) {
        series.end(millis);
    }

    @Override
    public double harm() {
        return 0;
    }
}
