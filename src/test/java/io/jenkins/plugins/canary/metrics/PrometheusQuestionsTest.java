package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Arm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PrometheusQuestionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final MetricSource SOURCE = new PrometheusSource(
            PrometheusAccess.of("prom", URI.create("https://ben:secret@prometheus.example.org/prefix/")));

    @Test
    void aCounterIsAskedOfEachArmAsItIsSentAndShownAsARate() {
        Metric errors =
                new ErrorRatio(settings("errors"), "requests_total{pod=~\"{{pods}}\"}", "requests_total{code=\"500\"}");

        List<Question> questions = SOURCE.questions(errors, request());

        assertThat(questions).extracting(Question::label).containsExactly("total", "total", "bad", "bad");
        assertThat(questions.get(0).arm()).contains(Arm.CANARY);
        assertThat(questions.get(0).text()).isEqualTo("requests_total{pod=~\"shop-canary-1\"}");
        assertThat(questions.get(1).text()).isEqualTo("requests_total{pod=~\"shop-1\"}");
        assertThat(questions.get(0).link())
                .isEqualTo("https://prometheus.example.org/prefix/graph?g0.tab=0&g0.range_input=1h&g0.expr="
                        + "sum%28rate%28requests_total%7Bpod%3D%7E%22shop-canary-1%22%7D%5B5m%5D%29%29");
    }

    @Test
    void aPlainLimitIsAskedOnceAndShownAsItIs() {
        Metric limit = new PrometheusLimit(settings("cpu"), "max(cpu)", OptionalDouble.empty(), OptionalDouble.of(1));

        assertThat(SOURCE.questions(limit, request()))
                .containsExactly(new Question(
                        "query",
                        Optional.empty(),
                        "max(cpu)",
                        "https://prometheus.example.org/prefix/graph?g0.tab=0&g0.range_input=1h&g0.expr=max%28cpu%29"));
    }

    private static MetricSettings settings(String name) {
        return new MetricSettings(
                name, "", false, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static ReadRequest request() {
        return new ReadRequest(
                new Scope(Arm.CANARY, Map.of(), Map.of("shop-canary-1", NOW)),
                new Scope(Arm.BASELINE, Map.of(), Map.of("shop-1", NOW)),
                5,
                List.of(),
                List.of(),
                Duration.ofSeconds(15),
                NOW,
                NOW.plusSeconds(60));
    }
}
