package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.PodReadings.PodReading;
import io.jenkins.plugins.canary.target.Arm;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is promised of every source. Those at an address are told from others by what they answer. */
class SourceContractTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final String TOKEN = "s3cr3t-t0ken";

    private final MockWebServer server = new MockWebServer();
    private volatile MockResponse trouble;

    @BeforeEach
    void listen() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (trouble != null) {
                    return trouble;
                }
                String form = request.getBody().readUtf8();
                if (form.contains("query=time")) {
                    String now = String.valueOf(Clock.systemUTC().millis() / 1000.0);
                    return prometheus("scalar", "[" + now + ",\"" + now + "\"]");
                }
                return request.getPath().startsWith("/stats")
                        ? new MockResponse().setBody("{\"latency\":{\"p99\":0.25}}")
                        : prometheus("vector", "[{\"metric\":{},\"value\":[1767607200,\"0.25\"]}]");
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.shutdown();
    }

    private static MockResponse prometheus(String type, String result) {
        return new MockResponse()
                .setBody("{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result
                        + "}}");
    }

    static Stream<SourceKind> remote() {
        return SourceKind.remote().stream();
    }

    private MetricSource source(SourceKind kind) {
        return switch (kind) {
            case KUBERNETES -> new ClusterSource((names, usage) -> List.of(pod()));
            case VALUE -> new GivenNumbers();
            default -> remote(kind, access());
        };
    }

    private PrometheusAccess access() {
        return PrometheusAccess.of("numbers", server.url("/").uri())
                .withBearer(TOKEN)
                .withTimeout(Duration.ofSeconds(2));
    }

    private static MetricSource remote(SourceKind kind, PrometheusAccess access) {
        return new Opened(Clock.systemUTC()).source(kind, access, ClientTls.NONE, new OkHttpClient.Builder());
    }

    private static PodReading pod() {
        return new PodReading(
                "a", NOW.minusSeconds(900), true, 0, List.of(), OptionalDouble.of(0.25), OptionalDouble.of(1e6));
    }

    private static MetricSettings named(String name) {
        return new MetricSettings(
                name, "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Metric number(SourceKind kind) {
        return switch (kind) {
            case VALUE -> new GivenValue(named("number"), 0.25, 0.2, Worse.HIGHER);
            case KUBERNETES -> limit("cpu");
            case WEB -> limit("/stats#/latency/p99");
            default -> limit("max(p99{track=\"{{track}}\"})");
        };
    }

    private static PrometheusLimit limit(String query) {
        return new PrometheusLimit(named("number"), query, OptionalDouble.empty(), OptionalDouble.of(1));
    }

    /** One metric of each kind of data. */
    private static Metric of(DataKind kind) {
        return switch (kind) {
            case COUNTERS -> new ErrorRatio(named("m"), "total", "bad");
            case HISTOGRAM -> new Latency(named("m"), "seconds_bucket", Duration.ofSeconds(1), List.of());
            case SUM_AND_COUNT -> new Mean(named("m"), "sum", "count", Worse.LOWER);
            case RARE_EVENTS -> new RareEvents(named("m"), "restarts");
            case GAUGE -> new Gauge(named("m"), "cpu", false, Worse.HIGHER, OptionalDouble.empty());
            case LIMIT -> limit("cpu");
            case VALUE -> new GivenValue(named("m"), 1, 1, Worse.HIGHER);
        };
    }

    private static Reading read(MetricSource source, Metric metric) {
        return source.read(
                metric,
                new ReadRequest(
                        new Scope(Arm.CANARY, Map.of(), Map.of("a", NOW.minusSeconds(600))),
                        new Scope(Arm.BASELINE, Map.of(), Map.of("b", NOW.minusSeconds(600))),
                        5,
                        List.of(1.0),
                        List.of(),
                        Duration.ofSeconds(15),
                        NOW.minusSeconds(60),
                        NOW));
    }

    @ParameterizedTest
    @EnumSource
    void itServesTheKindsOfDataThatTheTableSays(SourceKind kind) {
        assertThat(source(kind).kinds()).isEqualTo(kind.kinds());
    }

    @ParameterizedTest
    @EnumSource
    void itGivesAPlainNumber(SourceKind kind) {
        Reading reading = read(source(kind), number(kind));

        assertThat(((Reading.Sampled) reading).sample().value()).hasValue(0.25);
    }

    @ParameterizedTest
    @EnumSource(names = {"KUBERNETES", "WEB", "VALUE"})
    void whatItDoesNotServeItRefusesForGood(SourceKind kind) {
        Set<DataKind> others = EnumSet.complementOf(EnumSet.copyOf(kind.kinds()));

        assertThat(others).allSatisfy(other -> {
            SourceException error = catchThrowableOfType(SourceException.class, () -> read(source(kind), of(other)));
            assertThat(error).as(other.name()).isNotNull();
            assertThat(error.lasting()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("remote")
    void credentialsAreSentAndNeverShown(SourceKind kind) throws InterruptedException {
        trouble = new MockResponse().setResponseCode(400).setBody("bad header: Bearer " + TOKEN);

        SourceException error = catchThrowableOfType(SourceException.class, () -> read(source(kind), number(kind)));

        assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(error.getMessage()).contains("numbers").doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @MethodSource("remote")
    void whoIsNotThereMayComeBack(SourceKind kind) {
        PrometheusAccess nobody = PrometheusAccess.of("numbers", URI.create("http://127.0.0.1:1"));

        SourceException error =
                catchThrowableOfType(SourceException.class, () -> read(remote(kind, nobody), number(kind)));

        assertThat(error.lasting()).isFalse();
        assertThat(error).hasMessageContainingAll("source numbers", "no connection", "check that it runs");
    }

    @ParameterizedTest
    @MethodSource("remote")
    void noRightLastsUntilSomebodyGivesIt(SourceKind kind) {
        trouble = new MockResponse().setResponseCode(401);

        SourceException error = catchThrowableOfType(SourceException.class, () -> read(source(kind), number(kind)));

        assertThat(error.lasting()).isTrue();
        assertThat(error).hasMessageContaining("check the source's credentials");
    }

    @ParameterizedTest
    @MethodSource("remote")
    void answersThatAreTooLongAreRefused(SourceKind kind) {
        trouble = new MockResponse().setBody(" ".repeat(5000));

        SourceException error = catchThrowableOfType(
                SourceException.class, () -> read(remote(kind, access().withMaxBytes(1000)), number(kind)));

        assertThat(error).hasMessageContaining("more than 1000 bytes");
    }

    @ParameterizedTest
    @EnumSource(names = {"CORTEX", "MIMIR"})
    void oneTenantIsAsked(SourceKind kind) throws InterruptedException {
        read(remote(kind, access().withTenant("shop")), number(kind));

        assertThat(server.takeRequest().getHeader("X-Scope-OrgID")).isEqualTo("shop");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMETHEUS", "THANOS", "CORTEX", "MIMIR", "VICTORIA_METRICS"})
    void halfAnAnswerIsRefused(SourceKind kind) throws InterruptedException {
        trouble = new MockResponse()
                .setBody(
                        "{\"status\":\"success\",\"isPartial\":true,\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}");

        SourceException error = catchThrowableOfType(SourceException.class, () -> read(source(kind), number(kind)));

        assertThat(error).hasMessageContaining("incomplete");
        assertThat(server.takeRequest().getBody().readUtf8())
                .contains("dedup=true", "partial_response=false", "max_source_resolution=0s")
                .contains("deny_partial_response=1", "nocache=1");
    }
}
