package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.metrics.Conversion;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three dashboards of Grafana for what a specification measures, canary beside baseline: for those who answer for the service, for those
 * who are called, and for those who look for the cause. Data source, namespace and pods are variables, so that they can be imported anywhere.
 */
final class Dashboards {
    /** The version of Grafana's dashboard JSON (Grafana 10.2); later ones migrate it when they load it. */
    static final int SCHEMA_VERSION = 39;

    private static final String CANARY = "canary";
    private static final String BASELINE = "baseline";
    private static final int LONGEST_UID = 40;

    private final ReleaseSpec spec;
    private final String workload;
    private final String tag;

    Dashboards(ReleaseSpec spec) {
        this.spec = spec;
        this.workload = spec.target().workload().name();
        this.tag = spec.target().namespace() + "/" + spec.target().workload();
    }

    /** The dashboards by the names of their files, without what the file ends with. */
    Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("executive", executive());
        all.put("on-call", onCall());
        all.put("debug", debug());
        return all;
    }

    private ObjectNode executive() {
        Panels panels = new Panels();
        ratios().findFirst().ifPresent(ratio -> {
            String bad = both(ratio.bad());
            String total = both(ratio.total());
            panels.number("Availability, all versions", "percentunit", "1 - (" + bad + ") / (" + total + ")");
            panels.number(
                    "Share of requests that the canary gets",
                    "percentunit",
                    "(" + orNone(ratio.total(), CANARY) + ") / (" + total + ")");
            panels.number("Requests a second", "reqps", total);
            ratio.objective()
                    .ifPresent(
                            objective -> panels.number("Objective", "percentunit", "vector(" + objective.good() + ")"));
        });
        ratios().forEach(ratio -> compare(panels, "Errors: ", ratio));
        spec.metrics().stream()
                .filter(Conversion.class::isInstance)
                .forEach(metric -> compare(panels, "Business: ", metric));
        panels.story("Releases", CANARY, tag);
        return dashboard("executive", "for those who answer for the service", panels);
    }

    private ObjectNode onCall() {
        Panels panels = new Panels();
        panels.story("What the release does", CANARY, tag);
        spec.metrics().forEach(metric -> compare(panels, "", metric));
        kubernetes(
                panels,
                "Restarts in 10 minutes",
                "short",
                "sum(increase(kube_pod_container_status_restarts_total{%s}[10m]))");
        kubernetes(panels, "Ready pods", "short", "sum(kube_pod_status_ready{condition=\"true\",%s})");
        kubernetes(
                panels,
                "CPU of a pod",
                "short",
                "avg(sum by (pod) (rate(container_cpu_usage_seconds_total{container!=\"\",%s}[$__rate_interval])))");
        kubernetes(
                panels,
                "Memory of a pod",
                "bytes",
                "avg(sum by (pod) (container_memory_working_set_bytes{container!=\"\",%s}))");
        return dashboard("on-call", "for those who are called", panels);
    }

    private ObjectNode debug() {
        Panels panels = new Panels();
        for (Metric metric : spec.metrics()) {
            for (Figure figure : Figure.of(metric)) {
                if (figure.query().contains("%")) {
                    panels.lines(
                            figure.title() + ", each pod of the canary",
                            figure.unit(),
                            Map.of("{{pod}}", expanded(figure.by("pod"), CANARY)));
                }
            }
        }
        ratios().filter(ratio -> ratio.by().isPresent()).forEach(byLabel(panels));
        kubernetes(
                panels,
                "CPU throttling",
                "percentunit",
                "sum(rate(container_cpu_cfs_throttled_periods_total{%1$s}[$__rate_interval]))"
                        + " / sum(rate(container_cpu_cfs_periods_total{%1$s}[$__rate_interval]))");
        panels.lines(
                "Why containers of the canary ended",
                "short",
                Map.of(
                        "{{reason}}",
                        "sum by (reason) (kube_pod_container_status_last_terminated_reason{" + pods(CANARY) + "})"));
        panels.text("Logs and events", commands());
        return dashboard("debug", "for those who look for the cause", panels);
    }

    private Consumer<ErrorRatio> byLabel(Panels panels) {
        return ratio -> {
            Figure figure = Figure.of(ratio).get(0);
            String label = ratio.by().orElseThrow();
            Map<String, String> queries = new LinkedHashMap<>();
            queries.put("canary {{" + label + "}}", expanded(figure.by(label), CANARY));
            queries.put("baseline {{" + label + "}}", expanded(figure.by(label), BASELINE));
            panels.lines(figure.title() + " by " + label, figure.unit(), queries);
        };
    }

    private Stream<ErrorRatio> ratios() {
        return spec.metrics().stream().filter(ErrorRatio.class::isInstance).map(ErrorRatio.class::cast);
    }

    private void compare(Panels panels, String title, Metric metric) {
        for (Figure figure : Figure.of(metric)) {
            Map<String, String> queries = new LinkedHashMap<>();
            queries.put(CANARY, expanded(figure.together(), CANARY));
            if (figure.compared()) {
                queries.put(BASELINE, expanded(figure.together(), BASELINE));
            }
            panels.lines(title + figure.title(), figure.unit(), queries);
        }
    }

    private void kubernetes(Panels panels, String title, String unit, String query) {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(CANARY, query.formatted(pods(CANARY)));
        queries.put(BASELINE, query.formatted(pods(BASELINE)));
        panels.lines(title, unit, queries);
    }

    private static String pods(String arm) {
        return "namespace=\"$namespace\",pod=~\"${" + arm + "_pods:raw}\"";
    }

    private String both(String counter) {
        return orNone(counter, CANARY) + " + " + orNone(counter, BASELINE);
    }

    /** An arm that is not there has no requests, and does not make the other's vanish. */
    private String orNone(String counter, String arm) {
        return expanded("(sum(" + Figure.rate(counter).replace("%%", "%") + ") or vector(0))", arm);
    }

    private static String expanded(String query, String arm) {
        return query.replace("{{namespace}}", "$namespace")
                .replace("{{track}}", arm)
                .replace("{{pods}}", "${" + arm + "_pods:raw}")
                .replace("{{workload}}", "${" + arm + "_workload:raw}")
                .replace("{{service}}", "${" + arm + "_service:raw}");
    }

    private String commands() {
        String namespace = spec.target().namespace();
        return Stream.of(
                        "Last lines of the canary's log, also of containers that ended:",
                        "",
                        "    kubectl -n " + namespace + " logs deploy/" + workload + "-canary --tail=100 --prefix",
                        "    kubectl -n " + namespace + " logs deploy/" + workload + "-canary --previous",
                        "    kubectl -n " + namespace + " get events --sort-by=.lastTimestamp",
                        "    canary status --namespace " + namespace,
                        "",
                        "Logs and traces in Grafana need data sources that a specification does not name.")
                .collect(Collectors.joining("\n"));
    }

    private ObjectNode dashboard(String name, String whom, Panels panels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putNull("id");
        json.put("uid", uid(name))
                .put("title", "Canary " + tag + ": " + name)
                .put("description", "Canary beside baseline, " + whom + ". Written by canary grafana.")
                .put("editable", true)
                .put("graphTooltip", 1)
                .put("refresh", "30s")
                .put("schemaVersion", SCHEMA_VERSION)
                .put("timezone", "browser")
                .put("version", 1);
        json.putArray("tags").add(CANARY).add(tag);
        json.putObject("time").put("from", "now-1h").put("to", "now");
        json.putObject("annotations").putArray("list").add(annotations());
        json.putArray("links").add(others());
        json.putObject("templating").set("list", variables());
        json.set("panels", panels.json());
        return json;
    }

    private String uid(String name) {
        String whole = "canary-" + tag.replace('/', '-') + "-" + name;
        return whole.length() <= LONGEST_UID ? whole : "canary-" + Integer.toHexString(tag.hashCode()) + "-" + name;
    }

    private ObjectNode annotations() {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.put("name", "Releases").put("enable", true).put("hide", false).put("iconColor", "blue");
        query.putObject("datasource").put("type", "grafana").put("uid", "-- Grafana --");
        ObjectNode target = query.putObject("target")
                .put("limit", 100)
                .put("matchAny", false)
                .put("type", "tags");
        target.putArray("tags").add(CANARY).add(tag);
        return query;
    }

    private ObjectNode others() {
        ObjectNode link = JsonNodeFactory.instance.objectNode();
        link.put("title", "Other views")
                .put("type", "dashboards")
                .put("icon", "external link")
                .put("tooltip", "")
                .put("url", "")
                .put("asDropdown", false)
                .put("targetBlank", false)
                .put("includeVars", true)
                .put("keepTime", true)
                .putArray("tags")
                .add(CANARY)
                .add(tag);
        return link;
    }

    private ArrayNode variables() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addObject()
                .put("type", "datasource")
                .put("name", "datasource")
                .put("label", "Prometheus")
                .put("query", "prometheus")
                .put("hide", 0);
        textbox(list, "namespace", spec.target().namespace());
        String pod = "[a-z0-9]+-[a-z0-9]{5}";
        textbox(list, "canary_pods", workload + "-canary-" + pod);
        textbox(list, "baseline_pods", workload + (spec.analysis().fresh() ? "-baseline-" : "-") + pod);
        textbox(list, "canary_workload", workload + "-canary");
        textbox(list, "baseline_workload", workload + (spec.analysis().fresh() ? "-baseline" : ""));
        String service = spec.traffic().options().getOrDefault("service", workload);
        textbox(list, "canary_service", service + "-canary");
        textbox(list, "baseline_service", service);
        return list;
    }

    private static void textbox(ArrayNode list, String name, String value) {
        ObjectNode variable = list.addObject()
                .put("type", "textbox")
                .put("name", name)
                .put("label", name.replace('_', ' '))
                .put("query", value)
                .put("hide", 0);
        variable.putObject("current").put("text", value).put("value", value);
        variable.putArray("options")
                .addObject()
                .put("text", value)
                .put("value", value)
                .put("selected", true);
    }

    /** Names of the metrics that cannot be drawn, because no Prometheus has them. */
    List<String> left() {
        return spec.metrics().stream()
                .filter(metric -> Figure.of(metric).isEmpty())
                .map(Metric::name)
                .toList();
    }
}
