package io.jenkins.plugins.canary.simulation;

/**
 * What a pod counted, as the text that Prometheus scrapes.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus: exposition formats</a>
 */
final class Exposition {
    private final StringBuilder page = new StringBuilder();

    private Exposition() {}

    /** A series is born when it first has something to count, as in real clients. */
    static String of(PodCounters pod) {
        Exposition exposition = new Exposition();
        exposition.type("http_requests_total", "counter");
        exposition.counter("200", pod.good());
        exposition.counter("500", pod.bad());
        exposition.histogram("http_request_duration_seconds", pod);
        return exposition.page.toString();
    }

    private void type(String metric, String type) {
        page.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
    }

    private void counter(String code, long value) {
        if (value > 0) {
            sample("http_requests_total{code=\"" + code + "\"}", String.valueOf(value));
        }
    }

    private void histogram(String metric, PodCounters pod) {
        type(metric, "histogram");
        for (int i = 0; i < LatencyProfile.EDGES.length; i++) {
            bucket(metric, Numbers.text(LatencyProfile.EDGES[i]), pod.upTo(i));
        }
        long all = pod.upTo(LatencyProfile.EDGES.length);
        bucket(metric, "+Inf", all);
        sample(metric + "_sum", String.valueOf(pod.seconds()));
        sample(metric + "_count", String.valueOf(all));
    }

    private void bucket(String metric, String edge, long value) {
        sample(metric + "_bucket{le=\"" + edge + "\"}", String.valueOf(value));
    }

    private void sample(String series, String value) {
        page.append(series).append(' ').append(value).append('\n');
    }
}
