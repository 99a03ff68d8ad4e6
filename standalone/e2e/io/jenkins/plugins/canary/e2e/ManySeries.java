package io.jenkins.plugins.canary.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pods with many series each: a histogram of ten edges for each of some routes, and requests by status, which rise steadily. */
final class ManySeries implements AutoCloseable {
    private static final double[] EDGES = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, Double.POSITIVE_INFINITY};

    private final int pods;
    private final int routes;
    private final Instant begin = Instant.now();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    ManySeries(int pods, int routes) {
        this.pods = pods;
        this.routes = routes;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/targets", exchange -> send(exchange, "application/json", targets()));
        server.createContext("/pages/", exchange -> send(exchange, "text/plain; version=0.0.4", page()));
        server.setExecutor(threads);
        server.start();
    }

    String targetsUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/targets";
    }

    private String targets() {
        return IntStream.range(0, pods)
                .mapToObj(pod -> """
                        {"targets": ["127.0.0.1:%d"], "labels": {"__metrics_path__": "/pages/%d", "instance": "10.0.0.%d:8080",
                         "namespace": "shop", "pod": "%s"}}""".formatted(server.getAddress().getPort(), pod, pod, name(pod)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String name(int pod) {
        return "checkout-5d8f7c9b4-" + pod;
    }

    /** Ten requests a second on each route, a tenth of them wrong and one in ten edges slower than the next. */
    private String page() {
        long each = Duration.between(begin, Instant.now()).toMillis() / 100;
        StringBuilder page = new StringBuilder();
        for (int route = 0; route < routes; route++) {
            for (int edge = 0; edge < EDGES.length; edge++) {
                page.append("http_request_duration_seconds_bucket{route=\"/route/")
                        .append(route)
                        .append("\",le=\"")
                        .append(Double.isInfinite(EDGES[edge]) ? "+Inf" : String.valueOf(EDGES[edge]))
                        .append("\"} ")
                        .append(each * (edge + 1) / EDGES.length)
                        .append('\n');
            }
            page.append("http_requests_total{route=\"/route/")
                    .append(route)
                    .append("\",code=\"200\"} ")
                    .append(each - each / 10)
                    .append('\n');
            page.append("http_requests_total{route=\"/route/")
                    .append(route)
                    .append("\",code=\"500\"} ")
                    .append(each / 10)
                    .append('\n');
        }
        return page.toString();
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
