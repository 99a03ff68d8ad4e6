package io.jenkins.plugins.canary.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** A VictoriaMetrics of ours that asks every second, and shows what it has at once. */
final class VictoriaMetrics implements AutoCloseable {
    private final Scratch scratch = new Scratch("victoria-metrics");
    private final int port = Server.freePort();
    private final Server server;

    /**
     * A VictoriaMetrics that is up.
     *
     * @param targets where it is told what to scrape
     */
    VictoriaMetrics(String targets) {
        scratch.write("scrape.yml", """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                - job_name: checkout
                  http_sd_configs: [{url: "%s"}]
                """.formatted(targets));
        server = new Server(
                        "victoria-metrics",
                        scratch.directory(),
                        this::isReady,
                        "-promscrape.config=" + scratch.path("scrape.yml"),
                        "-promscrape.httpSDCheckInterval=1s",
                        "-storageDataPath=" + scratch.path("data"),
                        "-httpListenAddr=127.0.0.1:" + port,
                        "-search.latencyOffset=1s",
                        "-loggerLevel=ERROR")
                .start();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private boolean isReady() throws IOException {
        try (InputStream answer = URI.create(url() + "/health").toURL().openStream()) {
            return answer.read() >= 0;
        }
    }

    @Override
    public void close() {
        server.kill();
        scratch.close();
    }
}
