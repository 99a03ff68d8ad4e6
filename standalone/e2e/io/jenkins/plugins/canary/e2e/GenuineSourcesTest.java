package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.metrics.ClientTls;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.Finding;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSettings;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.Opened;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceKind;
import io.jenkins.plugins.canary.target.Arm;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from genuine servers. */
@Tag("e2e")
class GenuineSourcesTest {
    private static final String ARM = "{namespace=\"{{namespace}}\",pod=~\"{{pods}}\"}";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    private static MetricSettings named(String name) {
        return new MetricSettings(
                name, "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static ErrorRatio errors() {
        return new ErrorRatio(
                named("errors"),
                "http_requests_total" + ARM,
                "http_requests_total" + ARM.replace("}\"}", "}\",code=\"500\"}"));
    }

    private static Latency latency() {
        return new Latency(
                named("latency"), "http_request_duration_seconds_bucket" + ARM, Duration.ofMillis(500), List.of());
    }

    private MetricSource source(SourceKind kind, String url) {
        PrometheusAccess access = PrometheusAccess.of("numbers", URI.create(url));
        OkHttpClient.Builder client = new OkHttpClient.Builder().addInterceptor(chain -> {
            Response response = chain.proceed(chain.request());
            bytes.addAndGet(response.peekBody(Long.MAX_VALUE).contentLength());
            calls.incrementAndGet();
            return response;
        });
        return new Opened(Clock.systemUTC()).source(kind, access, ClientTls.NONE, client);
    }

    private static Scope arm(Arm arm, int from, int to) {
        Map<String, Instant> pods =
                IntStream.range(from, to).boxed().collect(Collectors.toMap(ManySeries::name, pod -> Instant.EPOCH));
        return new Scope(arm, Map.of("namespace", "shop", "workload", "checkout", "service", "checkout"), pods);
    }

    private static List<Interval> read(MetricSource source, Metric metric, int canaries, int pods, Instant now) {
        return ((Reading.Counted) source.read(
                        metric,
                        new ReadRequest(
                                arm(Arm.CANARY, 0, canaries),
                                arm(Arm.BASELINE, canaries, pods),
                                10,
                                List.of(0.1, 0.5),
                                List.of(),
                                SECOND,
                                now.minusSeconds(15),
                                now)))
                .intervals();
    }

    private static Instant awaitScrapes(MetricSource source, Metric metric, int pods) {
        Premises.await("it has scraped for a while")
                .until(() -> !read(source, metric, 1, pods, Instant.now()).isEmpty()
                        && read(source, metric, 1, pods, Instant.now()).size() >= 10);
        return Instant.now();
    }

    /** Of each interval; a busy machine scrapes a little late, and the next interval is shorter for that. */
    private static double mean(List<Interval> intervals, ToDoubleFunction<Interval> value) {
        return intervals.stream().mapToDouble(value).average().orElseThrow();
    }

    /** Ten requests a second on each of ten routes of each pod, a tenth of them wrong; a half slower than 0.1 s, three tenths than 0.5 s. */
    private static void assertAsServed(List<Interval> errors, List<Interval> latency) {
        List<Interval> whole = errors.subList(1, errors.size() - 1);
        assertThat(mean(whole, one -> one.canary().total())).isCloseTo(100, within(25.0));
        assertThat(mean(whole, one -> one.baseline().total())).isCloseTo(200, within(50.0));
        double total =
                errors.stream().mapToDouble(one -> one.baseline().total()).sum();
        double bad = errors.stream()
                .mapToDouble(one -> one.baseline().events().get(0))
                .sum();
        assertThat(bad / total).isCloseTo(0.1, within(0.03));
        double all = latency.stream().mapToDouble(one -> one.baseline().total()).sum();
        double slow = latency.stream()
                .mapToDouble(one -> one.baseline().events().get(1))
                .sum();
        assertThat(slow / all).isCloseTo(0.3, within(0.03));
    }

    @ParameterizedTest
    @CsvSource({"PROMETHEUS", "VICTORIA_METRICS"})
    void countersAndHistogramsAreReadAsTheyWereServed(SourceKind kind) {
        try (ManySeries pods = new ManySeries(3, 10);
                Started server = new Started(kind, pods.targetsUrl())) {
            MetricSource source = source(kind, server.url());
            Instant now = awaitScrapes(source, errors(), 3);

            assertThat(source.history(errors(), arm(Arm.BASELINE, 1, 3), now.minusSeconds(60), now)
                            .interval())
                    .isEqualTo(SECOND);
            assertThat(source.history(latency(), arm(Arm.BASELINE, 1, 3), now.minusSeconds(60), now)
                            .edges())
                    .contains(0.5);
            assertAsServed(read(source, errors(), 1, 3, now), read(source, latency(), 1, 3, now));
            assertThat(source.examine(errors(), arm(Arm.CANARY, 0, 1), arm(Arm.BASELINE, 1, 3), now))
                    .extracting(Finding::state)
                    .containsOnly(Finding.State.THERE);
        }
    }

    @ParameterizedTest
    @CsvSource({"PROMETHEUS", "VICTORIA_METRICS"})
    void doctorNamesTheLabelThatIsNotThere(SourceKind kind) {
        try (ManySeries pods = new ManySeries(2, 1);
                Started server = new Started(kind, pods.targetsUrl())) {
            MetricSource source = source(kind, server.url());
            Instant now = awaitScrapes(source, errors(), 2);
            ErrorRatio wrong = new ErrorRatio(
                    named("errors"),
                    "http_requests_total{version=\"{{track}}\"}",
                    "http_requests_total{version=\"{{track}}\",code=\"500\"}");

            assertThat(source.examine(wrong, arm(Arm.CANARY, 0, 1), arm(Arm.BASELINE, 1, 2), now))
                    .extracting(Finding::sentence)
                    .anyMatch(sentence ->
                            sentence.contains("its series have no label version; they have [code, instance, job"));
        }
    }

    /**
     * As many series as a large service has: 20 pods with 1,000 buckets each, of which three in ten are judged, and 200 counters of
     * requests. A round reads both metrics of both versions.
     */
    @Test
    void aRoundOfManySeriesFitsIntoAMegabyte(TestReporter report) {
        try (ManySeries pods = new ManySeries(20, 100);
                Prometheus server = new Prometheus(pods.targetsUrl(), 5)) {
            MetricSource source = source(SourceKind.PROMETHEUS, server.url());
            Premises.await("all pods are scraped")
                    .pollInterval(FIVE_SECONDS)
                    .until(() -> round(source, latency(), 40, Instant.now()).size() >= 4);
            Instant now = Instant.now();
            long begin = System.nanoTime();
            History history = source.history(latency(), arm(Arm.BASELINE, 2, 20), now.minusSeconds(60), now);
            report.publishEntry("looking at its past", millisSince(begin) + " ms");
            bytes.set(0);
            calls.set(0);
            begin = System.nanoTime();

            List<Interval> latency = round(source, latency(), 20, now);
            List<Interval> errors = round(source, errors(), 20, now);

            report.publishEntry(
                    "a round of 20,000 buckets and 4,000 counters",
                    millisSince(begin) + " ms, " + bytes + " bytes in " + calls + " calls");
            assertThat(history.interval()).isEqualTo(FIVE_SECONDS);
            assertThat(history.edges()).contains(0.1, 0.5);
            assertThat(mean(latency, one -> one.baseline().total())).isCloseTo(90_000, within(30_000.0));
            assertThat(mean(errors, one -> one.baseline().total())).isCloseTo(90_000, within(30_000.0));
            assertThat(bytes.get()).isBetween(1L, 200_000L);
            assertThat(calls.get()).isEqualTo(16);
        }
    }

    /** What a release that has just looked asks again when the next scrapes have come. */
    private static List<Interval> round(MetricSource source, Metric metric, int seconds, Instant now) {
        return ((Reading.Counted) source.read(
                        metric,
                        new ReadRequest(
                                arm(Arm.CANARY, 0, 2),
                                arm(Arm.BASELINE, 2, 20),
                                10,
                                List.of(0.1, 0.5),
                                List.of(),
                                FIVE_SECONDS,
                                now.minusSeconds(seconds),
                                now)))
                .intervals();
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** One of both. */
    private record Started(AutoCloseable server, String url) implements AutoCloseable {
        Started(SourceKind kind, String targets) {
            this(kind == SourceKind.PROMETHEUS ? new Prometheus(targets) : new VictoriaMetrics(targets));
        }

        private Started(AutoCloseable server) {
            this(server, server instanceof Prometheus prometheus ? prometheus.url() : ((VictoriaMetrics) server).url());
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
