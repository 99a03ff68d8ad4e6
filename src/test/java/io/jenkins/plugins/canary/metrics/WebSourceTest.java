package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.target.Arm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSourceTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:07Z");

    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() throws IOException {
        server.shutdown();
    }

    private static MetricSettings settings() {
        return new MetricSettings(
                "p99", "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static PrometheusLimit limit(String query) {
        return new PrometheusLimit(settings(), query, OptionalDouble.empty(), OptionalDouble.of(1));
    }

    private Reading read(Metric metric) {
        PrometheusAccess access =
                PrometheusAccess.of("stats", server.url("/base/").uri());
        Map<String, String> names = Map.of("workload", "check out", "namespace", "shop");
        return new WebSource(access, new OkHttpClient())
                .read(
                        metric,
                        new ReadRequest(
                                new Scope(Arm.CANARY, names, Map.of("b", NOW, "a", NOW)),
                                new Scope(Arm.BASELINE, names, Map.of()),
                                5,
                                List.of(),
                                List.of(),
                                Duration.ofSeconds(15),
                                NOW.minusSeconds(20),
                                NOW));
    }

    private OptionalDouble value(String query, String body) {
        server.enqueue(new MockResponse().setBody(body));
        return ((Reading.Sampled) read(limit(query))).sample().value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "#/latency/p99; 0.25",
                "#/list/1; 2",
                "#/odd~1name; 7",
                "#/text; 12.5",
            })
    void aNumberIsFoundByItsPointer(String pointer, double expected) {
        String body = "{\"latency\":{\"p99\":0.25},\"list\":[1,2],\"odd/name\":7,\"text\":\"12.5\"}";

        assertThat(value("/stats" + pointer, body)).hasValue(expected);
    }

    @Test
    void whatIsNotThereIsNoNumber() {
        assertThat(value("/stats#/none", "{}")).isEmpty();
        assertThat(value("/stats#/none", "{\"none\":null}")).isEmpty();
    }

    @Test
    void placeholdersAreEncodedForTheAddress() throws InterruptedException {
        value("/{{namespace}}/{{workload}}?pods={{pods}}&arm={{track}}#/n", "{\"n\":1}");

        assertThat(server.takeRequest().getPath()).isEqualTo("/base/shop/check%20out?pods=a%2Cb&arm=canary");
    }

    @Test
    void aGaugeHasOneValueForTheTimeThatItWasAsked() {
        server.enqueue(new MockResponse().setBody("{\"n\":3}"));
        server.enqueue(new MockResponse().setBody("{\"n\":2}"));

        GaugeSample sample = ((Reading.Compared)
                        read(new Gauge(settings(), "/s#/n", false, Worse.HIGHER, OptionalDouble.empty())))
                .samples()
                .get(0);

        assertThat(sample.at()).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(sample.canary()).hasValue(3);
        assertThat(sample.baseline()).hasValue(2);
    }

    @Test
    void somethingElseThanANumberIsRefused() {
        assertThatThrownBy(() -> value("/s#/n", "{\"n\":{\"a\":1}}"))
                .hasMessageContaining("object instead of a number");
        assertThatThrownBy(() -> value("/s#/n", "{\"n\":\"many\"}")).hasMessageContaining("string instead of a number");
        assertThatThrownBy(() -> value("/s#/n", "<html>")).hasMessageContaining("a web page");
        assertThatThrownBy(() -> value("/s#/n", "{\"n\":")).hasMessageContaining("ends in the middle");
    }

    @Test
    void aQueryThatIsNoPathWithAPointerIsRefused() {
        assertThatThrownBy(() -> read(limit("http://elsewhere.example/s#/n")))
                .hasMessageContaining("it must be a path");
        assertThatThrownBy(() -> read(limit("/s"))).hasMessageContaining("it must be a path");
        assertThatThrownBy(() -> read(limit("/s#n"))).hasMessageContaining("not a JSON Pointer");
        assertThatThrownBy(() -> read(limit("/{{cluster}}#/n")))
                .hasMessageContaining("{{cluster}} is not a placeholder");
    }
}
