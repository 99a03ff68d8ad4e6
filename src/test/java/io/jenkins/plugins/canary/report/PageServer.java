package io.jenkins.plugins.canary.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves pages as Jenkins does, the modules each by itself and under the content security policy of newer ones. */
final class PageServer implements AutoCloseable {
    private static final String STRICT = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
    private static final String RESOURCES = "src/main/resources/io/jenkins/plugins/canary/";

    private final Path root = Path.of(System.getProperty("canary.root", "."));
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    PageServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What is at that path from now on. */
    void put(String path, String document) {
        documents.put(path, document);
    }

    /** A page with one element, which a module fills. */
    String page(String module, String attributes) {
        put("/page", """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>page</title>
                <link rel="icon" href="data:,"><link rel="stylesheet" href="/report/canary-report.css"></head>
                <body class="canary-page"><main class="canary-report" data-canary-words="%s" data-canary-root="/" %s></main>
                <script src="/echarts.js"></script><script type="module" src="%s"></script></body></html>""".formatted(
                Words.of(Locale.ENGLISH).toString().replace("&", "&amp;").replace("\"", "&quot;"), attributes, module));
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/page";
    }

    /** Paths and status codes so far. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = body(path);
        String mark = "\"" + Arrays.hashCode(body) + "\"";
        boolean kept = mark.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        int status = body.length == 0 ? 404 : kept ? 304 : 200;
        answers.add(path + " " + status);
        exchange.getResponseHeaders().set("Content-Type", type(path));
        exchange.getResponseHeaders().set("Content-Security-Policy", STRICT);
        exchange.getResponseHeaders().set("ETag", mark);
        exchange.getResponseHeaders().set("Cache-Control", "private, no-cache");
        exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
        if (status == 200) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private byte[] body(String path) throws IOException {
        if (documents.containsKey(path)) {
            return documents.get(path).getBytes(StandardCharsets.UTF_8);
        }
        if (path.equals("/echarts.js")) {
            try (InputStream in = HtmlReport.echartsOnClassPath().orElseThrow().openStream()) {
                return in.readAllBytes();
            }
        }
        Path file = root.resolve(RESOURCES + path.substring(1)).normalize();
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private static String type(String path) {
        return path.endsWith(".js")
                ? "text/javascript"
                : path.endsWith(".css") ? "text/css" : path.equals("/page") ? "text/html" : "application/json";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
