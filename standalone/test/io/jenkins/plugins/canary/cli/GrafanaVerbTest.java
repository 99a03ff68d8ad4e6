package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboards are what Grafana's own definition of a dashboard (kinds/dashboard) asks for. */
class GrafanaVerbTest {
    private static final String SPEC = """
            namespace: shop
            workload: checkout
            image: shop/checkout:2
            traffic: {istio: {virtualService: checkout}}
            weights: [5]
            metrics:
              - errorRatio: {name: errors, total: 'req{namespace="{{namespace}}",pod=~"{{pods}}"}', bad: 'req{pod=~"{{pods}}",code=~"5..",path!="%2F"}', by: route, objective: 0.999}
              - latency: {name: latency, histogram: 'dur_bucket{pod=~"{{pods}}"}', slo: 500ms}
              - conversion: {name: checkouts, total: 'carts{service="{{service}}"}', good: 'paid{service="{{service}}"}'}
              - events: {name: panics, counter: 'panics_total{workload="{{workload}}"}'}
              - gauge: {name: heap, query: 'heap{pod=~"{{pods}}"}', bad: up}
              - prometheus: {name: cpu, query: 'cpu{track="{{track}}"}', max: 1}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("canary.yaml"), SPEC);
        StringWriter out = new StringWriter();
        int code = Canary.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "grafana",
                folder.resolve("canary.yaml").toString(),
                "--folder",
                folder.resolve("boards").toString());
        assertThat(code).as(out.toString()).isZero();
    }

    private JsonNode dashboard(String name) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(folder.resolve("boards").resolve(name + ".json")));
    }

    private List<String> queries(String name) throws IOException {
        return dashboard(name).findValuesAsText("expr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"executive", "on-call", "debug"})
    void aDashboardHasWhatGrafanaAsksFor(String name) throws IOException {
        JsonNode dashboard = dashboard(name);

        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.path("uid").asText()).matches("[-a-zA-Z0-9_]{8,40}");
        assertThat(dashboard.path("title").asText()).isEqualTo("Canary shop/checkout: " + name);
        assertThat(dashboard.path("id").isNull()).isTrue();
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            assertThat(annotation.fieldNames()).toIterable().contains("name", "datasource", "enable", "iconColor");
            assertThat(annotation.path("target").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("limit", "matchAny", "tags", "type");
        }
        for (JsonNode link : dashboard.path("links")) {
            assertThat(link.fieldNames())
                    .toIterable()
                    .contains("title", "type", "icon", "tooltip", "url", "tags", "asDropdown", "includeVars");
        }
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            assertThat(variable.path("type").asText()).isIn("datasource", "textbox");
            assertThat(variable.path("name").asText()).matches("\\w+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"executive", "on-call", "debug"})
    void panelsLieInTheGridAndNoTwoAtOnePlace(String name) throws IOException {
        Set<String> taken = new HashSet<>();
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : dashboard(name).path("panels")) {
            JsonNode place = panel.path("gridPos");
            ids.add(panel.path("id").asInt());
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(taken.add((place.path("x").asInt() + x) + ","
                                    + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
            assertThat(panel.path("type").asText()).isIn("timeseries", "stat", "text", "annolist");
            assertThat(panel.has("options")).isTrue();
        }
        assertThat(ids).doesNotHaveDuplicates().doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"executive", "on-call", "debug"})
    void noPlaceholderOfTheSpecificationIsLeft(String name) throws IOException {
        assertThat(queries(name)).isNotEmpty().noneMatch(query -> query.contains("{{"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"executive", "on-call", "debug"})
    void everyVariableThatIsUsedIsThere(String name) throws IOException {
        List<String> known = dashboard(name).path("templating").findValuesAsText("name");

        assertThat(queries(name)).allSatisfy(query -> {
            String rest = query.replace("$__rate_interval", "");
            for (String variable : known) {
                rest = rest.replace("${" + variable + ":raw}", "").replace("$" + variable, "");
            }
            assertThat(rest).doesNotContain("$");
        });
    }

    @Test
    void theCanaryStandsBesideTheBaseline() throws IOException {
        assertThat(queries("on-call"))
                .contains(
                        "sum(rate(req{pod=~\"${canary_pods:raw}\",code=~\"5..\",path!=\"%2F\"}[$__rate_interval]))"
                                + " / sum(rate(req{namespace=\"$namespace\",pod=~\"${canary_pods:raw}\"}[$__rate_interval]))",
                        "histogram_quantile(0.99, sum by (le) (rate(dur_bucket{pod=~\"${baseline_pods:raw}\"}[$__rate_interval])))",
                        "sum(rate(panics_total{workload=\"${canary_workload:raw}\"}[$__rate_interval]))",
                        "cpu{track=\"canary\"}")
                .noneMatch(query -> query.equals("cpu{track=\"baseline\"}"));
    }

    @Test
    void theCauseIsLookedForInEachPodAndEachRoute() throws IOException {
        assertThat(queries("debug"))
                .anyMatch(query -> query.startsWith("sum by (pod) (rate(req{"))
                .anyMatch(query -> query.startsWith("histogram_quantile(0.95, sum by (le, pod) ("))
                .anyMatch(query -> query.startsWith("sum by (route) (rate(req{"));
    }

    @Test
    void whoAnswersForTheServiceSeesAvailabilityShareAndBusiness() throws IOException {
        assertThat(dashboard("executive").findValuesAsText("title"))
                .contains(
                        "Availability, all versions",
                        "Share of requests that the canary gets",
                        "Objective",
                        "Business: checkouts",
                        "Releases");
    }
}
