package io.jenkins.plugins.canary.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.ClusterView;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.SimulatedService;
import io.jenkins.plugins.canary.simulation.Totals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The users of the services in all namespaces, who send requests where the routes in the cluster say, and the pages on which the
 * pods tell what they counted.
 */
final class Users implements Runnable, AutoCloseable {
    private static final long SEED = 7;

    private final ClusterView cluster;
    private final HttpServer server;
    private final Map<String, Crowd> crowds = new ConcurrentHashMap<>();
    private final Map<String, Exporters> exporters = new ConcurrentHashMap<>();

    /** Users of nothing yet; their pages are on the loopback address. */
    Users(ClusterView cluster) {
        this.cluster = cluster;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", port()), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/targets", exchange -> answer(exchange, Optional.of(targets())));
        server.createContext("/metrics/", exchange -> answer(exchange, page(exchange)));
        server.createContext("/exporters/", exchange -> answer(exchange, exported(exchange)));
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    /** A Prometheus that somebody else runs must know the port before. */
    private static int port() {
        return Integer.parseInt(
                Optional.ofNullable(System.getenv("CANARY_E2E_SERVICE_PORT")).orElse("0"));
    }

    /** The service of one namespace and who uses it. */
    private record Crowd(SimulatedService service, Instant since, Instant[] until) {}

    /** Lets users of a namespace's service begin. */
    void come(String namespace, Scenario scenario) {
        Instant now = Instant.now();
        crowds.put(
                namespace,
                new Crowd(new SimulatedService(cluster, namespace, scenario, SEED), now, new Instant[] {now}));
    }

    /** Forgets what they met so far. */
    void countAnew(String namespace) {
        Crowd crowd = crowds.get(namespace);
        synchronized (crowd) {
            crowd.service().release();
        }
    }

    /** From now on exporters tell of what a namespace's pods answer, too. */
    void export(String namespace, Exporters all) {
        exporters.put(namespace, all);
    }

    void leave(String namespace) {
        exporters.remove(namespace);
        crowds.remove(namespace);
    }

    Totals totals(String namespace) {
        Crowd crowd = crowds.get(namespace);
        synchronized (crowd) {
            return crowd.service().totals();
        }
    }

    /** All requests that were sent since the last time. */
    @Override
    public void run() {
        for (Crowd crowd : crowds.values()) {
            synchronized (crowd) {
                Instant now = Instant.now();
                crowd.service().serve(Duration.between(crowd.until()[0], now), Duration.between(crowd.since(), now));
                crowd.until()[0] = now;
            }
        }
    }

    /** Where a Prometheus is told what to scrape. */
    String targetsUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/targets";
    }

    private String targets() {
        Stream<String> pods = crowds.keySet().stream()
                .flatMap(namespace -> cluster.view(Kind.POD, namespace).stream())
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
                .map(this::target);
        return Stream.concat(pods, exporters.keySet().stream().map(this::beside))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A target without a namespace and a pod: its page names those that it tells of. */
    private String beside(String namespace) {
        return """
                {"targets": ["127.0.0.1:%d"], "labels": {"__metrics_path__": "/exporters/%s", "shop": "%s"}}""".formatted(server.getAddress().getPort(), namespace, namespace);
    }

    private String target(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        return """
                {"targets": ["127.0.0.1:%d"], "labels": {"__metrics_path__": "/metrics/%s/%s",
                 "instance": "%s:8080", "namespace": "%s", "pod": "%s"}}""".formatted(
                server.getAddress().getPort(), namespace, name, pod.getStatus().getPodIP(), namespace, name);
    }

    private Optional<String> page(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/");
        Crowd crowd = path.length == 4 ? crowds.get(path[2]) : null;
        if (crowd == null) {
            return Optional.empty();
        }
        Optional<String> page = Optional.ofNullable(pages(crowd).get(path[3]));
        Exporters more = exporters.get(path[2]);
        return more == null ? page : page.map(text -> text + more.ofPod(path[3], text));
    }

    private static Map<String, String> pages(Crowd crowd) {
        synchronized (crowd) {
            return crowd.service().pages();
        }
    }

    private Optional<String> exported(HttpExchange exchange) {
        String namespace = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        Crowd crowd = crowds.get(namespace);
        return crowd == null
                ? Optional.empty()
                : Optional.ofNullable(exporters.get(namespace)).map(all -> all.ofAll(pages(crowd)));
    }

    private static void answer(HttpExchange exchange, Optional<String> page) throws IOException {
        try (exchange) {
            byte[] body = page.orElse("").getBytes(StandardCharsets.UTF_8);
            boolean json = exchange.getRequestURI().getPath().equals("/targets");
            exchange.getResponseHeaders()
                    .set("Content-Type", json ? "application/json" : "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(page.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
