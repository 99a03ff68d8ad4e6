package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import io.jenkins.plugins.canary.simulation.Series;
import java.time.Duration;
import java.util.Map;

/** What peers see of one version in a window of time: the figures that their queries would give. */
final class Minutes {
    private final World world;
    private final Counted counted;

    Minutes(World world) {
        this.world = world;
        counted = new Counted(world);
    }

    /**
     * Requests, and those that went wrong (or visits, and those that converted).
     *
     * @param events of all
     */
    record Counts(double all, double events) {
        double ratio() {
            return all == 0 ? Double.NaN : events / all;
        }
    }

    /** The end of what can be seen now, in milliseconds since the epoch. */
    long end() {
        return world.now().toEpochMilli() - world.workload().millis(LAG);
    }

    /** Whether a window of that length, which ends with what can be seen now, holds nothing of before the release. */
    boolean filled(Duration window) {
        return end() - window.toMillis() >= World.START.toEpochMilli();
    }

    /** Counts of errors, or of conversions. */
    Counts counts(boolean canary, long from, long to) {
        if (world.workload().text(METRIC).equals("conversion")) {
            return new Counts(
                    counted.gain("visits_total", canary, labels -> true, from, to),
                    counted.gain("conversions_total", canary, labels -> true, from, to));
        }
        double bad = counted.gain("http_requests_total", canary, labels -> "500".equals(labels.get("code")), from, to);
        double good = counted.gain("http_requests_total", canary, labels -> "200".equals(labels.get("code")), from, to);
        return new Counts(good + bad, bad);
    }

    /** A quantile of latencies in seconds, by {@code histogram_quantile}'s rule: linear within a bucket; NaN without requests. */
    double quantile(double q, boolean canary, long from, long to) {
        double[] upTo = new double[Latencies.EDGES.length + 1];
        for (int i = 0; i < upTo.length; i++) {
            String le = i < Latencies.EDGES.length ? LatencyMeter.text(Latencies.EDGES[i]) : "+Inf";
            upTo[i] = counted.gain(
                    "http_request_duration_seconds_bucket", canary, labels -> le.equals(labels.get("le")), from, to);
        }
        double all = upTo[upTo.length - 1];
        if (all == 0) {
            return Double.NaN;
        }
        int bucket = 0;
        while (upTo[bucket] < q * all) {
            bucket++;
        }
        if (bucket == Latencies.EDGES.length) {
            return Latencies.EDGES[bucket - 1];
        }
        double below = bucket == 0 ? 0 : upTo[bucket - 1];
        double lower = bucket == 0 ? 0 : Latencies.EDGES[bucket - 1];
        return lower + (Latencies.EDGES[bucket] - lower) * (q * all - below) / (upTo[bucket] - below);
    }

    /** Restarts. */
    double restarts(boolean canary, long from, long to) {
        return counted.gain("kube_pod_container_status_restarts_total", canary, labels -> true, from, to);
    }

    /** Mean memory of the version's pods; NaN without samples. */
    double memory(boolean canary, long from, long to) {
        double sum = 0;
        int samples = 0;
        for (Series series : world.prometheus().series()) {
            Map<String, String> labels = series.labels();
            if (labels.get("pod").startsWith("checkout-canary-") == canary) {
                Series.Samples some = series.within(from, to);
                for (double value : some.values()) {
                    sum += value;
                    samples++;
                }
            }
        }
        return samples == 0 ? Double.NaN : sum / samples;
    }
}
