package io.jenkins.plugins.canary.metrics.internal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Numbers in the JSON of a web service. Safe for use by several threads. */
public final class WebApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-zA-Z]+)\\s*}}");
    private static final Answer NONE = new Answer("scalar", java.util.List.of(), java.util.List.of());

    private final PrometheusAccess access;
    private final OkHttpClient client;

    /** An API that is called with the connections of a client, and with its own time limits. */
    public WebApi(PrometheusAccess access, OkHttpClient client) {
        this.access = access;
        this.client = Waiting.client(client, access);
    }

    /**
     * The number at a place; empty if there is nothing, or null.
     *
     * @param text path and JSON Pointer, with placeholders
     * @param where what the text is, for messages
     * @throws SourceException if there is no answer, or something else than a number
     */
    public OptionalDouble number(String text, Scope scope, String where) {
        String expanded = expanded(text.strip(), scope, where);
        int hash = expanded.indexOf('#');
        if (hash < 0 || !expanded.startsWith("/")) {
            throw SourceException.lasting("source " + access.name() + ", asked for " + where + " " + text
                    + ": it must be a path and a JSON Pointer, such as /stats/{{workload}}#/latency/p99");
        }
        JsonPointer pointer = pointer(expanded.substring(hash + 1), where);
        String url = url(expanded.substring(0, hash));
        Asked asked = new Asked(access, url, expanded.substring(hash));
        AtomicReference<OptionalDouble> found = new AtomicReference<>(OptionalDouble.empty());
        Request.Builder request = new Request.Builder().url(url).header("Accept", "application/json");
        access.headers().forEach(request::header);
        Waiting.forAnswer(client.newCall(request.build()), asked, response -> {
            found.set(read(response, asked, pointer));
            return NONE;
        });
        return found.get();
    }

    /** Never leaves the host that the source's address names. */
    private String url(String path) {
        return URI.create(access.base() + path).toString();
    }

    private JsonPointer pointer(String fragment, String where) {
        try {
            return JsonPointer.compile(URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw SourceException.lasting("source " + access.name() + ", asked for " + where + " #" + fragment
                    + ": not a JSON Pointer; it should read like #/latency/p99 (RFC 6901)");
        }
    }

    private static String expanded(String text, Scope scope, String where) {
        Map<String, String> values = new TreeMap<>(scope.placeholders());
        values.putIfAbsent("track", scope.arm().track());
        values.put(
                "pods", String.join(",", scope.pods().keySet().stream().sorted().toList()));
        Matcher placeholders = PLACEHOLDER.matcher(text);
        StringBuilder out = new StringBuilder();
        while (placeholders.find()) {
            String value = values.get(placeholders.group(1));
            if (value == null) {
                throw SourceException.lasting(where + ": " + placeholders.group()
                        + " is not a placeholder that has a value here; known are " + values.keySet());
            }
            placeholders.appendReplacement(
                    out,
                    Matcher.quoteReplacement(
                            URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        }
        return placeholders.appendTail(out).toString();
    }

    private OptionalDouble read(Response response, Asked asked, JsonPointer pointer) throws IOException {
        byte[] body = Objects.requireNonNull(response.body(), "a call that was made has a body")
                .byteStream()
                .readNBytes((int) Math.min(access.maxBytes() + 1, Integer.MAX_VALUE));
        if (body.length > access.maxBytes()) {
            throw asked.tooLong(access.maxBytes());
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (response.code() / 100 == 3) {
            throw asked.redirected(response.code(), response.header("Location", ""));
        }
        if (!response.isSuccessful()) {
            throw asked.status(response.code(), text.stripLeading().startsWith("<") ? "a web page" : text);
        }
        if (text.stripLeading().startsWith("<")) {
            throw asked.webPage();
        }
        return number(parsed(text, asked), asked, pointer);
    }

    private static JsonNode parsed(String text, Asked asked) throws IOException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw e.getMessage().contains("end-of-input") ? asked.cutOff() : asked.somethingElse("no JSON: " + text);
        }
    }

    private static OptionalDouble number(JsonNode json, Asked asked, JsonPointer pointer) {
        JsonNode found = json.at(pointer);
        if (found.isMissingNode() || found.isNull()) {
            return OptionalDouble.empty();
        }
        if (found.isTextual() && found.asText().strip().matches("-?[0-9.]+([eE][-+]?[0-9]+)?")) {
            return OptionalDouble.of(Double.parseDouble(found.asText().strip()));
        }
        if (!found.isNumber()) {
            throw asked.somethingElse(
                    found.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " instead of a number");
        }
        return OptionalDouble.of(found.asDouble());
    }
}
