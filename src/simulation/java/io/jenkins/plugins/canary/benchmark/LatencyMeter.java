package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.RecordedPrometheus;
import io.jenkins.plugins.canary.simulation.Sampler;
import io.jenkins.plugins.canary.simulation.Series;
import java.util.Map;
import java.util.TreeMap;

/** Counts requests by latency: a histogram with the buckets that Prometheus' clients have by default. */
final class LatencyMeter implements Meter {
    private final Series[] series = new Series[Latencies.EDGES.length + 1];
    private final long[] counts = new long[series.length];
    private long[] waiting = new long[series.length];
    private long harm;

    LatencyMeter(RecordedPrometheus prometheus, Map<String, String> labels) {
        for (int i = 0; i < series.length; i++) {
            Map<String, String> all = new TreeMap<>(labels);
            all.put("le", i < Latencies.EDGES.length ? text(Latencies.EDGES[i]) : "+Inf");
            series[i] = prometheus.series("http_request_duration_seconds_bucket", all);
        }
    }

    static String text(double edge) {
        return edge == Math.rint(edge) ? Long.toString((long) edge) : Double.toString(edge);
    }

    @Override
    public void serve(double expected, Conditions conditions, Sampler traffic) {
        waiting = traffic.multinomial(traffic.poisson(expected), conditions.latencies());
        harm = 0;
        for (int i = Latencies.SLOW + 1; i < waiting.length; i++) {
            harm += waiting[i];
        }
    }

    @Override
    public void count(double share, Sampler split) {
        for (int i = 0; i < counts.length; i++) {
            long some = share < 1 ? split.binomial(waiting[i], share) : waiting[i];
            counts[i] += some;
            waiting[i] -= some;
        }
    }

    @Override
    public void write(long millis) {
        long upTo = 0;
        for (int i = 0; i < series.length; i++) {
            upTo += counts[i];
            series[i].add(millis, upTo);
        }
    }

    @Override
    public void reset() {
        java.util.Arrays.fill(counts, 0);
    }

    @Override
    public void end(long millis) {
        for (Series one : series) {
            one.end(millis);
        }
    }

    @Override
    public double harm() {
        return harm;
    }
}
