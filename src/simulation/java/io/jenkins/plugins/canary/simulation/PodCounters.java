package io.jenkins.plugins.canary.simulation;

import io.jenkins.plugins.canary.simulation.Scenario.Fault;

/** What one pod has counted since it was born, as its {@code /metrics} page would tell. Not thread-safe. */
final class PodCounters {
    private final String pod;
    private final String instance;
    private final boolean renewed;
    private final Fault fault;
    private final long[] buckets = new long[LatencyProfile.EDGES.length + 1];
    private long good;
    private long bad;
    private double seconds;

    /**
     * A pod that has counted nothing.
     *
     * @param renewed whether it runs another template than the one that was there before the release
     * @param fault what is wrong with that template
     */
    PodCounters(String pod, String instance, boolean renewed, Fault fault) {
        this.pod = pod;
        this.instance = instance;
        this.renewed = renewed;
        this.fault = fault;
    }

    String pod() {
        return pod;
    }

    String instance() {
        return instance;
    }

    boolean renewed() {
        return renewed;
    }

    Fault fault() {
        return fault;
    }

    long good() {
        return good;
    }

    long bad() {
        return bad;
    }

    double seconds() {
        return seconds;
    }

    /** Requests that took as long as the i-th edge, or less. */
    long upTo(int edge) {
        long count = 0;
        for (int i = 0; i <= edge; i++) {
            count += buckets[i];
        }
        return count;
    }

    /** Counts requests, of which some failed, with their latencies by bucket. */
    void count(long requests, long failed, long[] latencies, LatencyProfile profile) {
        good += requests - failed;
        bad += failed;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += latencies[i];
            seconds += latencies[i] * profile.means()[i];
        }
    }
}
