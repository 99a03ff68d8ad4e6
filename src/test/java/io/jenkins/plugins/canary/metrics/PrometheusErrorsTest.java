package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.canary.target.Arm;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said when something else than numbers comes back. */
class PrometheusErrorsTest {
    private static final String TOKEN = "s3cr3t-t0ken";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_065);
    private static final MetricSettings SETTINGS = new MetricSettings(
            "errors", "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    private static final ErrorRatio ERRORS = new ErrorRatio(SETTINGS, "http_requests_total", "http_errors_total");
    private static final PrometheusLimit LIMIT =
            new PrometheusLimit(SETTINGS, "up{track=\"{{track}}\"}", OptionalDouble.empty(), OptionalDouble.of(1));

    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() throws IOException {
        server.shutdown();
    }

    @Test
    void aRefusedConnectionPasses() throws IOException {
        URI base = server.url("/").uri();
        server.shutdown();

        SourceException error = failure(access(base), ERRORS);

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContainingAll("source prom-eu", "count(http_requests_total)", "no connection");
    }

    @Test
    void anUnknownHostPasses() {
        OkHttpClient client = new OkHttpClient.Builder()
                .dns(host -> {
                    throw new UnknownHostException(host);
                })
                .build();
        PrometheusSource source = new PrometheusSource(access(URI.create("http://no-such-host.invalid")), client, 2000);

        SourceException error = catchThrowableOfType(SourceException.class, () -> read(source, ERRORS));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContainingAll("no-such-host.invalid", "not known here");
    }

    @Test
    void aSilentServerPasses() {
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));

        SourceException error = failure(access(server.url("/").uri()).withTimeout(Duration.ofMillis(300)), ERRORS);

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContaining("no answer within 0.3 s");
    }

    @Test
    void whoIsInterruptedStopsWaitingForASilentServer() throws InterruptedException {
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        AtomicReference<SourceException> error = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread asking = new Thread(() -> {
            error.set(failure(access(server.url("/").uri()).withTimeout(Duration.ofHours(1)), ERRORS));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        asking.start();
        server.takeRequest();

        asking.interrupt();
        asking.join();

        assertThat(error.get().lasting()).isFalse();
        assertThat(error.get()).hasMessageContaining("nobody waits for its answer any more");
        assertThat(interrupted).isTrue();
    }

    @Test
    void aBrokenConnectionPasses() {
        SourceException error =
                failure(success("vector", "[]").setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContaining("the connection broke");
    }

    @Test
    void anOverloadedServerPasses() {
        SourceException error = failure(new MockResponse().setResponseCode(503).setBody("no healthy upstream"));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContaining("HTTP 503: no healthy upstream");
    }

    @Test
    void tooManyCallsPass() {
        SourceException error = failure(new MockResponse().setResponseCode(429));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContainingAll("HTTP 429", "fewer calls");
    }

    @Test
    void aQueryThatTakesTooLongPasses() {
        SourceException error = failure(refusal(503, "timeout", "query timed out in expression evaluation"));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContaining("query timed out in expression evaluation");
    }

    @Test
    void aBadQueryLastsAndIsShownWithWhatPrometheusSaid() {
        SourceException error = failure(refusal(400, "bad_data", "1:7: parse error: unexpected \\\"}\\\""));

        assertThat(error.lasting()).isTrue();
        assertThat(error)
                .hasMessageContainingAll(
                        "count(http_requests_total)", "parse error: unexpected \"}\"", "plain selectors");
    }

    @Test
    void aQueryThatIsTooLargeLasts() {
        SourceException error =
                failure(refusal(422, "execution", "query processing would load too many samples into memory"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContainingAll("too many samples", "narrow");
    }

    @Test
    void missingRightsLast() {
        for (int code : List.of(401, 403)) {
            SourceException error =
                    failure(new MockResponse().setResponseCode(code).setBody("<html>no</html>"));

            assertThat(error.lasting()).isTrue();
            assertThat(error).hasMessageContainingAll("HTTP " + code, "credentials");
        }
    }

    @Test
    void aWrongPathLasts() {
        SourceException error = failure(new MockResponse().setResponseCode(404).setBody("404 page not found"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContainingAll("404 page not found", "path prefix", "/api/v1");
    }

    @Test
    void aWebPageLasts() {
        SourceException error = failure(new MockResponse()
                .setHeader("Content-Type", "text/html; charset=utf-8")
                .setBody("\n<!DOCTYPE html><html><title>Sign in</title></html>"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContainingAll("a web page (HTML) instead of JSON", "address", "logging in");
    }

    @Test
    void aRedirectLastsAndItsSecretsAreNotShown() {
        SourceException error = failure(new MockResponse()
                .setResponseCode(302)
                .setHeader("Location", "https://login.example.org/start?state=abc123"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContaining("https://login.example.org/start");
        assertThat(error.getMessage()).doesNotContain("abc123");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void otherJsonLasts() {
        SourceException error = failure(new MockResponse().setBody("{\"message\":\"hello\"}"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContaining("without \"status\":\"success\"");
    }

    @Test
    void aListInsteadOfAnObjectLasts() {
        assertThat(failure(new MockResponse().setBody("[1,2]")).lasting()).isTrue();
    }

    @Test
    void textThatIsNoJsonLasts() {
        SourceException error = failure(new MockResponse().setBody("OK, all fine"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContaining("no JSON: OK, all fine");
    }

    @Test
    void anotherTypeOfResultLasts() {
        SourceException error = failure(success("scalar", "[1700000065,\"1\"]"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContaining("a scalar instead of a vector");
    }

    @Test
    void aValueThatIsNoNumberLasts() {
        assertThat(failure(success("vector", "[{\"metric\":{},\"value\":[1,\"many\"]}]")))
                .hasMessageContaining("a sample whose value is no number");
    }

    @Test
    void jsonThatEndsInTheMiddlePasses() {
        SourceException error = failure(new MockResponse()
                .setBody("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContaining("ends in the middle");
    }

    @Test
    void anAnswerThatIsTooLongLasts() {
        server.enqueue(success("vector", "[]").setBody(" ".repeat(5000)));

        SourceException error = failure(access(server.url("/").uri()).withMaxBytes(1000), ERRORS);

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContainingAll("more than 1000 bytes", "narrow the selector");
    }

    @Test
    void nativeHistogramsLast() {
        SourceException error = failure(success(
                "vector",
                "[{\"metric\":{},\"histogram\":[1700000065,{\"count\":\"3\",\"sum\":\"1\",\"buckets\":[]}]}]"));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContainingAll("native histograms", "_bucket");
    }

    @Test
    void stringsLast() {
        server.enqueue(success("string", "[1700000065,\"up\"]"));

        SourceException error = failure(access(server.url("/").uri()), LIMIT);

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContaining("a string, not numbers");
    }

    @Test
    void incompleteDataPass() {
        SourceException error = failure(new MockResponse()
                .setBody("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},"
                        + "\"warnings\":[\"store gateway 3 is down\"]}"));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContainingAll("store gateway 3 is down", "incomplete");
    }

    @Test
    void severalSeriesInALimitLastAndTellToAggregate() {
        server.enqueue(success(
                "vector",
                "[{\"metric\":{\"pod\":\"a\"},\"value\":[1,\"1\"]},{\"metric\":{\"pod\":\"b\"},\"value\":[1,\"1\"]}]"));

        SourceException error = failure(access(server.url("/").uri()), LIMIT);

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContainingAll("up{track=\"canary\"}", "2 series instead of one number", "sum(");
    }

    @Test
    void headersAreSentAndNeverShown() throws InterruptedException {
        server.enqueue(new MockResponse().setResponseCode(400).setBody("bad header: Bearer " + TOKEN));

        SourceException error = failure(
                access(server.url("/prefix/").uri()).withBearer(TOKEN).withHeader("X-Scope-OrgID", "shop"), ERRORS);

        RecordedRequest request = server.takeRequest();
        assertThat(request.getPath()).isEqualTo("/prefix/api/v1/query");
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(request.getHeader("X-Scope-OrgID")).isEqualTo("shop");
        assertThat(error.getMessage()).doesNotContain(TOKEN);
    }

    @Test
    void userAndPasswordInTheAddressAreSentAndNeverShown() throws InterruptedException {
        server.enqueue(new MockResponse().setResponseCode(500));
        URI base = server.url("/")
                .newBuilder()
                .username("me")
                .password("pa55")
                .build()
                .uri();

        SourceException error = failure(access(base), ERRORS);

        assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Basic bWU6cGE1NQ==");
        assertThat(error.getMessage()).doesNotContain("pa55").doesNotContain("bWU6cGE1NQ");
    }

    @Test
    void compressedAnswersAreRead() throws IOException {
        Buffer compressed = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(compressed))) {
            sink.writeUtf8("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0.25\"]}}");
        }
        server.enqueue(new MockResponse().setHeader("Content-Encoding", "gzip").setBody(compressed));

        Reading reading = read(access(server.url("/").uri()), LIMIT);

        assertThat(((Reading.Sampled) reading).sample().value()).hasValue(0.25);
    }

    @Test
    void thanosIsAskedForCompleteAndRawData() throws InterruptedException {
        server.enqueue(success("vector", "[]"));

        read(access(server.url("/").uri()), LIMIT);

        assertThat(server.takeRequest().getBody().readUtf8())
                .contains("dedup=true", "partial_response=false", "max_source_resolution=0s", "time=1700000065");
    }

    private static MockResponse success(String type, String result) {
        return new MockResponse()
                .setBody("{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result
                        + "}}");
    }

    private static MockResponse refusal(int code, String type, String message) {
        return new MockResponse()
                .setResponseCode(code)
                .setBody("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + message + "\"}");
    }

    private SourceException failure(MockResponse response) {
        server.enqueue(response);
        return failure(access(server.url("/").uri()), ERRORS);
    }

    private static SourceException failure(PrometheusAccess access, Metric metric) {
        return catchThrowableOfType(SourceException.class, () -> read(access, metric));
    }

    private static PrometheusAccess access(URI base) {
        return PrometheusAccess.of("prom-eu", base);
    }

    private static Reading read(PrometheusAccess access, Metric metric) {
        return read(new PrometheusSource(access), metric);
    }

    private static Reading read(PrometheusSource source, Metric metric) {
        Scope canary = new Scope(Arm.CANARY, Map.of(), Map.of());
        Scope baseline = new Scope(Arm.BASELINE, Map.of(), Map.of());
        return source.read(
                metric,
                new ReadRequest(
                        canary, baseline, 5, List.of(), List.of(), Duration.ofSeconds(15), NOW.minusSeconds(60), NOW));
    }
}
