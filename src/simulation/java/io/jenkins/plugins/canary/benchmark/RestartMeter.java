package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.RecordedPrometheus;
import io.jenkins.plugins.canary.simulation.Sampler;
import io.jenkins.plugins.canary.simulation.Series;
import java.util.Map;

/** How often a pod's container was started again: {@code kube_pod_container_status_restarts_total}. */
final class RestartMeter implements Meter {
    private final Series series;
    private int restarts;
    private int latest;

    RestartMeter(RecordedPrometheus prometheus, Map<String, String> labels) {
        series = prometheus.series("kube_pod_container_status_restarts_total", labels);
    }

    @Override
    public void serve(double expected, Conditions conditions, Sampler traffic) {
        latest = conditions.restarts();
        restarts += latest;
    }

    @Override
    public void count(double share, Sampler split) {
        // Counted at once: the cluster counts, not the pod.
    }

    @Override
    public void write(long millis) {
        series.add(millis, restarts);
    }

    @Override
    public void reset() {
        // The cluster's count outlives the container.
    }

    @Override
    public void end(long millis) {
        series.end(millis);
    }

    @Override
    public double harm() {
        return latest;
    }
}
