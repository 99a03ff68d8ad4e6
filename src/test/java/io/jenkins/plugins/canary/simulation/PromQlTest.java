package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.simulation.PromQlEvaluator.Element;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {
    private final SampleStore store = new SampleStore();

    /** Two pods, scraped every 15 s from 0 to 300 s, that count 2 and 4 requests a second; {@code b} restarts at 150 s. */
    @BeforeEach
    void scrape() {
        for (int second = 0; second <= 300; second += 15) {
            store.add("requests", Map.of("pod", "a", "code", "200"), second * 1000L, 2.0 * second);
            store.add("requests", Map.of("pod", "b", "code", "500"), second * 1000L, 4.0 * (second % 150));
        }
    }

    @Test
    void selectsByLabel() {
        assertThat(vector("requests")).hasSize(2);
        assertThat(vector("requests{pod=\"a\"}")).singleElement().satisfies(element -> assertThat(element.value())
                .isEqualTo(600));
        assertThat(vector("requests{code!~\"5..\"}")).hasSize(1);
        assertThat(vector("requests{pod=~\"a|b\",code!=\"500\"}")).hasSize(1);
        assertThat(vector("requests{pod=~\"a b\"}")).isEmpty();
        assertThat(vector("requests{missing=\"\"}")).hasSize(2);
        assertThat(vector("{__name__=~\"req.*\",pod='b'}")).hasSize(1);
    }

    @Test
    void anchorsRegularExpressions() {
        store.add("up", Map.of("pod", "checkout-1.x"), 300_000, 1);

        assertThat(vector("up{pod=~\"checkout\"}")).isEmpty();
        assertThat(vector("up{pod=~\"checkout-1\\\\.x\"}")).hasSize(1);
    }

    @Test
    void putsValuesTogether() {
        assertThat(only("count(requests)")).isEqualTo(2);
        assertThat(only("sum(requests{pod=\"a\"})")).isEqualTo(600);
        assertThat(only("max(timestamp(requests))")).isEqualTo(300);
        assertThat(vector("sum by (code, le) (requests)"))
                .extracting(Element::labels)
                .containsExactly(new TreeMap<>(Map.of("code", "200")), new TreeMap<>(Map.of("code", "500")));
        assertThat(vector("sum(requests) by (pod)")).hasSize(2);
        assertThat(vector("count(nothing)")).isEmpty();
    }

    @Test
    void takesFunctionsOfRanges() {
        assertThat(only("count_over_time(requests{pod=\"a\"}[60s])")).isEqualTo(4);
        assertThat(only("resets(requests{pod=\"b\"}[5m])")).isEqualTo(2);
        assertThat(only("rate(requests{pod=\"a\"}[1m])")).isCloseTo(2, within(1e-9));
        assertThat(only("increase(requests{pod=\"a\"}[1m])")).isCloseTo(120, within(1e-9));
        assertThat(only("sum(rate(requests{code=\"500\"}[2m]))")).isCloseTo(360.0 / 105, within(1e-9));
    }

    @Test
    void calculates() {
        assertThat(only("sum(requests{pod=\"a\"}) / sum(requests)")).isEqualTo(1);
        assertThat(only("100 * sum(requests{pod=\"a\"}) + 1 - 2 / 4")).isEqualTo(60_000.5);
        assertThat(PromQlEvaluator.number(PromQlParser.parse("-(1 + 2) * 3"))).isEqualTo(-9);
    }

    @Test
    void looksBackFiveMinutesAndNoFurther() {
        assertThat(vector("requests", 599_000)).hasSize(2);
        assertThat(vector("requests", 600_000)).isEmpty();
    }

    @Test
    void aSeriesThatEndedIsGoneAtOnce() {
        store.end("pod", "a", "", 301_000);

        assertThat(vector("requests", 302_000)).hasSize(1);
        assertThat(vector("requests", 300_500)).hasSize(2);
    }

    @Test
    void whatIsStillOnItsWayCannotBeSeen() {
        PromQlEvaluator late = new PromQlEvaluator(store, 210_000);

        assertThat(late.vector(PromQlParser.parse("requests{pod=\"a\"}"), 300_000))
                .extracting(Element::value)
                .isEqualTo(List.of(420.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "requests{",
                "requests{pod}",
                "requests{pod=~\"(\"}",
                "requests[5]",
                "sum(requests",
                "requests requests",
                "rate(requests)",
                "timestamp(requests[1m])",
                "predict_linear(requests[1m], 5)",
                "sum without (pod) (requests)",
                "bottomk(3, requests)",
                "requests > 5",
                "{}",
                "requests{pod=\"a}"
            })
    void refusesWhatItDoesNotKnow(String query) {
        assertThatThrownBy(() -> vector(query))
                .isInstanceOf(PromQlException.class)
                .hasMessageContaining("error");
    }

    private List<Element> vector(String query) {
        return vector(query, 300_000);
    }

    private List<Element> vector(String query, long millis) {
        return new PromQlEvaluator(store, Long.MAX_VALUE).vector(PromQlParser.parse(query), millis);
    }

    private double only(String query) {
        return vector(query).get(0).value();
    }
}
