package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * JSON over HTTP to one receiver. Follows no redirect, so that a secret goes nowhere but where it was meant to go, and waits for no
 * call longer than {@link #CALL_TIMEOUT}. Safe for use by several threads.
 */
public final class Wire {
    /** How long one call may take. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType TYPE = MediaType.get("application/json");
    private static final long LARGEST_ANSWER = 256 * 1024;
    private static final int QUOTED = 120;
    private static final int TOO_MANY = 429;
    private static final int TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;

    private final OkHttpClient client;
    private final String secret;
    private final Map<String, String> headers;

    private Wire(OkHttpClient client, String secret, Map<String, String> headers) {
        this.client = client;
        this.secret = secret;
        this.headers = Map.copyOf(headers);
    }

    /**
     * Calls through that client, with other time limits than it has.
     *
     * @param secret what is never to be seen in a message
     */
    static Wire of(OkHttpClient client, String secret) {
        return of(client, secret, CALL_TIMEOUT);
    }

    /** The same with another time limit for each call. */
    static Wire of(OkHttpClient client, String secret, Duration timeout) {
        OkHttpClient bounded = client.newBuilder()
                .callTimeout(timeout)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        return new Wire(bounded, secret, Map.of("User-Agent", "canary-pipeline"));
    }

    /** The same with one more header. */
    Wire with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Wire(client, secret, more);
    }

    JsonNode post(HttpUrl url, JsonNode body) {
        return call("POST", url, Optional.of(bytes(body)));
    }

    JsonNode put(HttpUrl url, JsonNode body) {
        return call("PUT", url, Optional.of(bytes(body)));
    }

    JsonNode get(HttpUrl url) {
        return call("GET", url, Optional.empty());
    }

    /** The same for a body that was signed as it is. */
    JsonNode post(HttpUrl url, byte[] body) {
        return call("POST", url, Optional.of(body));
    }

    static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode call(String method, HttpUrl url, Optional<byte[]> body) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .method(
                        method,
                        body.map(bytes -> RequestBody.create(bytes, TYPE)).orElse(null));
        headers.forEach(request::header);
        try (Response response = client.newCall(request.build()).execute()) {
            return answer(url, response);
        } catch (IOException e) {
            throw DeliveryException.passing(
                    url.host() + " cannot be reached: "
                            + hidden(e.getMessage() == null ? e.toString() : e.getMessage()),
                    Optional.empty());
        }
    }

    private JsonNode answer(HttpUrl url, Response response) throws IOException {
        String text = text(response);
        if (response.isSuccessful()) {
            return parsed(text);
        }
        String sentence = url.host() + " answered " + response.code() + quoted(text);
        int code = response.code();
        if (code == TOO_MANY || code == TIMEOUT || code >= SERVER_ERROR) {
            throw DeliveryException.passing(sentence, retryAfter(response));
        }
        throw DeliveryException.lasting(sentence);
    }

    private static String text(Response response) throws IOException {
        ResponseBody body = response.body();
        if (body == null) {
            return "";
        }
        body.source().request(LARGEST_ANSWER);
        return body.source().getBuffer().clone().readUtf8();
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance(); // 'ok', as some answer
        }
    }

    /** In seconds; a date is not worth reading. */
    private static Optional<Duration> retryAfter(Response response) {
        String header = Objects.requireNonNullElse(response.header("Retry-After"), "");
        return header.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(header))) : Optional.empty();
    }

    private String quoted(String text) {
        String line = hidden(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
        return line.isEmpty() ? "" : ": " + (line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…");
    }

    private String hidden(String text) {
        return secret.isEmpty() ? text : text.replace(secret, "…");
    }

    /** What a receiver that takes at most so many characters gets of it. */
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
