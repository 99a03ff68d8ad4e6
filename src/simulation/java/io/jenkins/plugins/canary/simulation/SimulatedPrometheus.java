package io.jenkins.plugins.canary.simulation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prometheus' HTTP API on the loopback address, over what the simulation scraped. Speaks a part of PromQL ({@code count},
 * {@code sum}, {@code max}, {@code min}, {@code avg}, {@code topk}, {@code rate}, {@code increase}, {@code resets}, {@code count_over_time},
 * {@code timestamp}, the four basic operations) and answers anything else as Prometheus answers what it cannot parse. Safe for
 * use by several threads.
 */
public final class SimulatedPrometheus implements AutoCloseable {
    private static final String LOGIN_PAGE = "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>";
    private static final String NO_RESULT =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

    static {
        // Without it the JDK's server sends head and body in two packets and waits for the first to be acknowledged: 40
        // ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final PrometheusAnswers answers;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "simulated-prometheus");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong calls = new AtomicLong();
    private volatile Mood mood = Mood.ANSWERS;

    private SimulatedPrometheus(PrometheusAnswers answers, HttpServer server) {
        this.answers = answers;
        this.server = server;
    }

    /** How it treats callers. */
    public enum Mood {
        /** With what they asked for. */
        ANSWERS,
        /** With success and an empty result, whatever they ask for. */
        KNOWS_NOTHING,
        /** With an HTML page, as a proxy that wants a login. */
        HTML_PAGE,
        /** With status 500. */
        SERVER_ERROR,
        /** Not at all: they wait until they give up. */
        SILENT,
        /** By closing the connection. */
        HANGS_UP
    }

    static SimulatedPrometheus start(PrometheusAnswers answers) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SimulatedPrometheus prometheus = new SimulatedPrometheus(answers, server);
            server.setExecutor(prometheus.threads);
            server.createContext("/", prometheus::handle);
            server.start();
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback address", e);
        }
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Treats callers that way from now on. */
    public void mood(Mood next) {
        mood = Objects.requireNonNull(next, "next");
    }

    /** How many calls have come. */
    public long calls() {
        return calls.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            switch (mood) {
                case ANSWERS -> answer(exchange);
                case KNOWS_NOTHING -> send(exchange, 200, "application/json", NO_RESULT);
                case HTML_PAGE -> send(exchange, 200, "text/html", LOGIN_PAGE);
                case SERVER_ERROR -> send(exchange, 500, "text/plain", "internal error");
                case SILENT -> closing.await();
                case HANGS_UP -> exchange.getResponseBody().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Map<String, String> form = form(exchange);
            switch (exchange.getRequestURI().getPath()) {
                case "/api/v1/query" ->
                    send(exchange, 200, "application/json", answers.query(form).toString());
                case "/api/v1/query_range" ->
                    send(exchange, 200, "application/json", answers.range(form).toString());
                default -> send(exchange, 404, "text/plain", "404 page not found\n");
            }
        } catch (PromQlException e) {
            String error = Answers.JSON
                    .createObjectNode()
                    .put("status", "error")
                    .put("errorType", "bad_data")
                    .put("error", e.getMessage())
                    .toString();
            send(exchange, 400, "application/json", error);
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        read(form, exchange.getRequestURI().getRawQuery());
        read(form, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        return form;
    }

    private static void read(Map<String, String> form, String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            form.put(decoded(name), decoded(value));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
