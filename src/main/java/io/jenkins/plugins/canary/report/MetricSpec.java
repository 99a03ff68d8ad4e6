package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the specification says of one metric. Reads what it knows and is content without: a report must open whatever wrote the
 * journal.
 *
 * @param type its word in the specification: errorRatio, latency, conversion …; empty if the specification does not name it
 * @param fields what stands under that word
 * @param release the whole specification, for what the metric leaves open
 */
record MetricSpec(String type, JsonNode fields, JsonNode release) {
    private static final List<String> QUERIES =
            List.of("total", "bad", "good", "histogram", "sum", "count", "counter", "query");

    /** A metric that the specification does not name. */
    static MetricSpec unknown(JsonNode release) {
        return new MetricSpec("", MissingNode.getInstance(), release);
    }

    /** All metrics of a specification by name, in its order. */
    static Map<String, MetricSpec> all(JsonNode release) {
        Map<String, MetricSpec> all = new LinkedHashMap<>();
        for (JsonNode metric : release.path("metrics")) {
            metric.properties().forEach(entry -> {
                String name = entry.getValue().path("name").asText(entry.getKey());
                all.putIfAbsent(name, new MetricSpec(entry.getKey(), entry.getValue(), release));
            });
        }
        return all;
    }

    /** Copies what the page shows of it. */
    void describe(ObjectNode metric) {
        metric.put("type", type);
        metric.put("critical", fields.path("critical").asBoolean(false));
        Optional.of(either("source")).filter(JsonNode::isTextual).ifPresent(value -> metric.set("source", value));
        Optional.of(fields.path("slo")).filter(JsonNode::isValueNode).ifPresent(value -> metric.set("slo", value));
        own("objective").ifPresent(good -> metric.set("allowed", Columns.rounded(1 - good)));
        Optional.of(fields.path("runbook"))
                .filter(JsonNode::isTextual)
                .ifPresent(value -> metric.set("runbook", value));
        metric.set("queries", queries());
    }

    /** A limit of the metric itself. */
    Optional<Double> own(String limit) {
        return number(fields.path(limit));
    }

    /** A limit of the metric, or of the release where the metric has none. */
    Optional<Double> limit(String limit) {
        return number(either(limit));
    }

    /** The ratio canary:baseline of a canary that is so many times worse. */
    double ratio(double timesWorse) {
        boolean less = type.equals("conversion")
                || type.equals("mean") && !"up".equals(fields.path("bad").asText());
        return less ? 1 / timesWorse : timesWorse;
    }

    private JsonNode either(String field) {
        return fields.has(field) ? fields.path(field) : release.path(field);
    }

    private ArrayNode queries() {
        ArrayNode queries = JsonNodeFactory.instance.arrayNode();
        QUERIES.stream().filter(field -> fields.path(field).isTextual()).forEach(field -> queries.addObject()
                .put("label", field)
                .put("text", fields.path(field).textValue()));
        return queries;
    }

    private static Optional<Double> number(JsonNode node) {
        return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
    }
}
