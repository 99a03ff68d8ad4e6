package io.jenkins.plugins.canary.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Visits every pod once per interval, each at its own moment, and stores what it counted. A series is born when it first has
 * something to count, as in real clients; when a pod is gone or cannot be scraped, its series end.
 */
final class Scraper {
    static final String UP = "up";

    private final String namespace;
    private final long interval;
    private final SampleStore store;
    private final Map<String, String> instances = new HashMap<>();

    Scraper(String namespace, Duration interval, SampleStore store) {
        this.namespace = namespace;
        this.interval = interval.toMillis();
        this.store = store;
    }

    /** The grid of times at which pods may be scraped: pods have their moment on it. */
    static Duration grid(Duration interval) {
        return interval.compareTo(Duration.ofSeconds(5)) >= 0 ? Duration.ofSeconds(1) : interval.dividedBy(10);
    }

    /** Scrapes those pods whose moment it is. */
    void scrape(Iterable<PodCounters> pods, long millis, boolean visible) {
        Set<String> present = new HashSet<>();
        synchronized (store) {
            for (PodCounters pod : pods) {
                present.add(pod.pod());
                if (Math.floorMod(millis - phase(pod.pod()), interval) == 0) {
                    visit(pod, millis, visible);
                }
            }
            instances.keySet().removeIf(pod -> !present.contains(pod) && gone(pod, millis));
        }
    }

    private long phase(String pod) {
        long step = grid(Duration.ofMillis(interval)).toMillis();
        int hash = Integer.parseInt(Hashes.sha256(pod).substring(0, 7), 16);
        return Math.floorMod(hash, interval / step) * step;
    }

    private boolean gone(String pod, long millis) {
        store.end("pod", pod, "", millis);
        return true;
    }

    private void visit(PodCounters pod, long millis, boolean visible) {
        instances.put(pod.pod(), pod.instance());
        store.add(UP, labels(pod), millis, visible ? 1 : 0);
        if (!visible) {
            store.end("pod", pod.pod(), UP, millis);
            return;
        }
        counter(pod, "200", pod.good(), millis);
        counter(pod, "500", pod.bad(), millis);
        for (int i = 0; i < LatencyProfile.EDGES.length; i++) {
            bucket(pod, Numbers.text(LatencyProfile.EDGES[i]), pod.upTo(i), millis);
        }
        long all = pod.upTo(LatencyProfile.EDGES.length);
        bucket(pod, "+Inf", all, millis);
        store.add("http_request_duration_seconds_count", labels(pod), millis, all);
        store.add("http_request_duration_seconds_sum", labels(pod), millis, pod.seconds());
    }

    private void counter(PodCounters pod, String code, long value, long millis) {
        if (value > 0) {
            Map<String, String> labels = labels(pod);
            labels.put("code", code);
            store.add("http_requests_total", labels, millis, value);
        }
    }

    private void bucket(PodCounters pod, String edge, long value, long millis) {
        Map<String, String> labels = labels(pod);
        labels.put("le", edge);
        store.add("http_request_duration_seconds_bucket", labels, millis, value);
    }

    private Map<String, String> labels(PodCounters pod) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("job", Scenery.NAME);
        labels.put("instance", pod.instance());
        labels.put("namespace", namespace);
        labels.put("pod", pod.pod());
        return labels;
    }
}
