package io.jenkins.plugins.canary.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Results as people read them: a Markdown table, and a chart of how many bad requests each policy lets through. */
public final class ResultPage {
    private static final List<String> POLICIES = List.of("ours", "ours-plain", "flagger", "argo", "kayenta");
    private static final List<String> COLOURS = List.of("#1a7f37", "#7dbb8c", "#b35900", "#6b4fbb", "#0969a8");

    private final List<JsonNode> results;

    /** A page of results, one JSON object each, as {@link Benchmark.Result#json()} makes them. */
    public ResultPage(List<JsonNode> results) {
        this.results = List.copyOf(results);
    }

    private record Variant(String scenario, String differences) {
        static Variant of(JsonNode result) {
            Map<String, String> differences = new LinkedHashMap<>();
            Scenarios scenario = Scenarios.named(result.path("scenario").asText());
            result.path("parameters")
                    .properties()
                    .forEach(one -> differences.put(one.getKey(), one.getValue().asText()));
            scenario.differences().forEach((parameter, value) -> differences.remove(parameter.word(), value));
            List<String> words = new ArrayList<>();
            new TreeSet<>(differences.keySet()).forEach(key -> words.add(key + " " + differences.get(key)));
            return new Variant(scenario.toString(), String.join(", ", words));
        }

        String name() {
            return differences.isEmpty() ? scenario : scenario + " (" + differences + ")";
        }

        boolean healthy() {
            return !Scenarios.named(scenario).harmful();
        }
    }

    private Map<Variant, Map<String, JsonNode>> rows() {
        Map<Variant, Map<String, JsonNode>> rows = new LinkedHashMap<>();
        for (JsonNode result : results) {
            rows.computeIfAbsent(Variant.of(result), variant -> new LinkedHashMap<>())
                    .put(result.path("policy").asText(), result);
        }
        return rows;
    }

    private List<String> policies() {
        return POLICIES.stream()
                .filter(name -> results.stream()
                        .anyMatch(result -> result.path("policy").asText().equals(name)))
                .toList();
    }

    /** Two tables: healthy canaries, and faulty ones. */
    public String markdown() {
        StringBuilder page = new StringBuilder();
        page.append(
                        "Canaries with nothing wrong: share that is rolled back, with its 95 % limits; share that is promoted, and the median of the")
                .append(" minutes that takes.\n\n");
        table(page, true);
        page.append(
                        "\nFaulty ones: share that is rolled back; bad requests that the canary served from the beginning of the fault")
                .append(
                        " until the decision, median and 95th percentile; median of the minutes from the fault to the rollback.\n\n");
        table(page, false);
        return page.toString();
    }

    private void table(StringBuilder page, boolean healthy) {
        List<String> policies = policies();
        page.append("| scenario | what | ").append(String.join(" | ", policies)).append(" |\n|---|---|");
        page.append("---|".repeat(policies.size())).append('\n');
        rows().forEach((variant, byPolicy) -> {
            if (variant.healthy() == healthy) {
                page.append("| ").append(variant.name()).append(" | ");
                page.append(Scenarios.named(variant.scenario()).meaning());
                for (String policy : policies) {
                    JsonNode result = byPolicy.get(policy);
                    page.append(" | ")
                            .append(result == null ? "–" : healthy ? healthyCell(result) : faultyCell(result));
                }
                page.append(" |\n");
            }
        });
    }

    private static String healthyCell(JsonNode result) {
        String cell = percent(result.path("falseRollbackRate").path("value").asDouble()) + " ("
                + percent(result.path("falseRollbackRate").path("low").asDouble()) + " to "
                + percent(result.path("falseRollbackRate").path("high").asDouble()) + "); "
                + percent(result.path("passRate").path("value").asDouble())
                + median(result, "minutesToPromote")
                        .map(value -> ", " + value + " min")
                        .orElse("");
        return cell + withdrawn(result);
    }

    private static String faultyCell(JsonNode result) {
        JsonNode bad = result.path("badRequests");
        String cell = percent(result.path("detectedRate").path("value").asDouble()) + "; "
                + whole(bad.path("median").asDouble()) + " / "
                + whole(bad.path("p95").asDouble())
                + median(result, "minutesToRollback")
                        .map(value -> "; " + value + " min")
                        .orElse("");
        return cell + withdrawn(result);
    }

    private static String withdrawn(JsonNode result) {
        double share = result.path("withdrawnRate").path("value").asDouble();
        return share == 0 ? "" : "; withdrawn " + percent(share);
    }

    private static Optional<String> median(JsonNode result, String figure) {
        JsonNode value = result.path(figure).path("median");
        return value.isNumber() ? Optional.of(shown(value.asDouble())) : Optional.empty();
    }

    private static String percent(double share) {
        return shown(100 * share) + " %";
    }

    private static String shown(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** A bar for every policy in every scenario with a fault: bad requests until the rollback, on a logarithmic scale. */
    public String svg() {
        List<String> policies = policies();
        List<Map.Entry<Variant, Map<String, JsonNode>>> rows = rows().entrySet().stream()
                .filter(row -> !row.getKey().healthy())
                .toList();
        int group = 14 * policies.size() + 14;
        int height = 60 + group * rows.size();
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 ")
                .append(height);
        svg.append(
                "\" font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(
                svg,
                10,
                18,
                "Bad requests that the canary served until the decision (median, logarithmic). Pale: taken back less than"
                        + " 95 % of the time.");
        int y = 40;
        for (Map.Entry<Variant, Map<String, JsonNode>> row : rows) {
            text(svg, 10, y + 11, row.getKey().name());
            for (String policy : policies) {
                bar(svg, y, policy, Optional.ofNullable(row.getValue().get(policy)));
                y += 14;
            }
            y += 14;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, int y, String policy, Optional<JsonNode> result) {
        if (result.isEmpty()) {
            return;
        }
        double bad = result.get().path("badRequests").path("median").asDouble();
        double found = result.get().path("detectedRate").path("value").asDouble()
                + result.get().path("withdrawnRate").path("value").asDouble();
        long width = Math.round(110 * Math.log10(1 + bad));
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"260\" y=\"%d\" width=\"%d\" height=\"11\" fill=\"%s\" fill-opacity=\"%s\"/>%n",
                y,
                Math.max(1, width),
                COLOURS.get(POLICIES.indexOf(policy)),
                found >= 0.95 ? "1" : "0.35"));
        text(svg, 265 + (int) width, y + 10, policy + " " + whole(bad) + ", found " + percent(found));
    }

    private static void text(StringBuilder svg, int x, int y, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>%n", x, y, words));
    }
}
