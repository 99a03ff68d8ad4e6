package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.simulation.PromQl.Selector;
import io.jenkins.plugins.canary.simulation.PromQlEvaluator.Element;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Answers queries over what was scraped, in the form of Prometheus' HTTP API.
 *
 * @param lag how long a sample takes until it can be queried
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus: HTTP API</a>
 */
record PrometheusAnswers(SampleStore store, Clock clock, Duration lag) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_POINTS = 11_000;

    /** The answer to a query at one time. */
    JsonNode query(Map<String, String> form) {
        PromQl query = PromQlParser.parse(required(form, "query"));
        long millis = form.containsKey("time")
                ? millis(form, "time")
                : clock.instant().toEpochMilli();
        synchronized (store) {
            PromQlEvaluator evaluator = evaluator();
            if (PromQlEvaluator.scalar(query)) {
                return success("scalar", point(millis, PromQlEvaluator.number(query)));
            }
            if (query instanceof Selector selector && selector.rangeMillis().isPresent()) {
                return success("matrix", matrix(evaluator, selector, millis));
            }
            ArrayNode result = JSON.arrayNode();
            for (Element element : evaluator.vector(query, millis)) {
                element(result, element.labels()).set("value", point(millis, element.value()));
            }
            return success("vector", result);
        }
    }

    /** The answer to a query at many times. */
    JsonNode range(Map<String, String> form) {
        PromQl query = PromQlParser.parse(required(form, "query"));
        long start = millis(form, "start");
        long end = millis(form, "end");
        long step = step(required(form, "step"));
        if (end < start || step <= 0 || (end - start) / step > MOST_POINTS) {
            throw new PromQlException("invalid parameter \"start\", \"end\" or \"step\"");
        }
        Map<SortedMap<String, String>, ArrayNode> series = new LinkedHashMap<>();
        synchronized (store) {
            PromQlEvaluator evaluator = evaluator();
            for (long time = start; time <= end; time += step) {
                for (Element element : elements(evaluator, query, time)) {
                    series.computeIfAbsent(element.labels(), labels -> JSON.arrayNode())
                            .add(point(time, element.value()));
                }
            }
        }
        ArrayNode result = JSON.arrayNode();
        series.forEach((labels, values) -> element(result, labels).set("values", values));
        return success("matrix", result);
    }

    private static List<Element> elements(PromQlEvaluator evaluator, PromQl query, long time) {
        return PromQlEvaluator.scalar(query)
                ? List.of(new Element(new TreeMap<>(), PromQlEvaluator.number(query)))
                : evaluator.vector(query, time);
    }

    private PromQlEvaluator evaluator() {
        return new PromQlEvaluator(store, clock.instant().minus(lag).toEpochMilli());
    }

    private static ArrayNode matrix(PromQlEvaluator evaluator, Selector selector, long millis) {
        ArrayNode result = JSON.arrayNode();
        evaluator.range(selector, millis).forEach((series, samples) -> {
            ArrayNode values = element(result, series.labels()).putArray("values");
            for (int i = 0; i < samples.size(); i++) {
                values.add(point(samples.times()[i], samples.values()[i]));
            }
        });
        return result;
    }

    private static ObjectNode element(ArrayNode result, Map<String, String> labels) {
        ObjectNode element = result.addObject();
        ObjectNode metric = element.putObject("metric");
        labels.forEach(metric::put);
        return element;
    }

    private static ArrayNode point(long millis, double value) {
        return JSON.arrayNode().add(millis / 1000.0).add(Numbers.text(value));
    }

    private static ObjectNode success(String type, JsonNode result) {
        ObjectNode answer = JSON.objectNode().put("status", "success");
        answer.putObject("data").put("resultType", type).set("result", result);
        return answer;
    }

    private static String required(Map<String, String> form, String name) {
        return Optional.ofNullable(form.get(name))
                .orElseThrow(() -> new PromQlException("invalid parameter \"" + name + "\": it is missing"));
    }

    private static long millis(Map<String, String> form, String name) {
        String text = required(form, name);
        try {
            return text.contains("T")
                    ? Instant.parse(text).toEpochMilli()
                    : Math.round(Double.parseDouble(text) * 1000);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new PromQlException(
                    "invalid parameter \"%s\": cannot parse \"%s\" to a valid timestamp".formatted(name, text));
        }
    }

    private static long step(String text) {
        try {
            return Math.round(Double.parseDouble(text) * 1000);
        } catch (NumberFormatException e) {
            return new PromQlTokens(text).duration();
        }
    }
}
