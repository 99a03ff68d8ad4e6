package io.jenkins.plugins.canary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A Prometheus of ours that asks every second or as often as it is told to, and keeps what it has when it is stopped and started again. */
final class Prometheus implements AutoCloseable {
    private final Scratch scratch = new Scratch("prometheus");
    private final int port = Server.freePort();
    private final Server server;

    /**
     * A Prometheus that is up.
     *
     * @param targets where it is told what to scrape
     */
    Prometheus(String targets) {
        this(targets, 1);
    }

    /**
     * The same with another interval.
     *
     * @param seconds from one scrape to the next
     */
    Prometheus(String targets, int seconds) {
        scratch.write("prometheus.yml", """
                global: {scrape_interval: %ds, scrape_timeout: %ds}
                scrape_configs:
                - job_name: checkout
                  http_sd_configs: [{url: "%s", refresh_interval: 1s}]
                """.formatted(seconds, seconds, targets));
        server = new Server(
                        "prometheus",
                        scratch.directory(),
                        this::isReady,
                        "--config.file=" + scratch.path("prometheus.yml"),
                        "--storage.tsdb.path=" + scratch.path("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .start();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How many pods of a namespace a Prometheus has asked for so long that it can tell how fast they count. */
    static int scraped(String url, String namespace) throws IOException {
        return number(url, "count(rate(http_requests_total{code=\"200\",namespace=\"" + namespace + "\"}[1m]))");
    }

    /**
     * How often a Prometheus was answered in the last minute by what tells of a namespace beside its pods; never, while a pod does not
     * answer. Whoever is busy does not answer in time, and is asked in vain.
     */
    static int answered(String url, String namespace) throws IOException {
        boolean podsAnswer = number(url, "min(sum_over_time(up{namespace=\"" + namespace + "\"}[9s]))") > 1;
        return podsAnswer ? number(url, "sum_over_time(up{shop=\"" + namespace + "\"}[1m])") : 0;
    }

    private static int number(String url, String query) throws IOException {
        JsonNode answer = new ObjectMapper()
                .readTree(URI.create(url + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                        .toURL());
        return answer.at("/data/result/0/value/1").asInt();
    }

    private boolean isReady() throws IOException {
        try (InputStream answer = URI.create(url() + "/-/ready").toURL().openStream()) {
            return answer.read() >= 0;
        }
    }

    void stop() {
        server.kill();
    }

    void start() {
        server.start();
    }

    @Override
    public void close() {
        server.kill();
        scratch.close();
    }
}
