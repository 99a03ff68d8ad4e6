package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.metrics.Preset.Option;
import io.jenkins.plugins.canary.metrics.Preset.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All presets. Names and labels of series are those that the projects document or have in their source; each preset says where.
 */
public final class Presets {
    static final String MATCHERS = "matchers";

    private static final String ON = "requests";
    private static final String PODS_OF = Requests.Arms.PODS;

    private static final Option SLO = new Option("slo", "500ms", "the latency that users were promised");
    private static final Option MORE =
            new Option(MATCHERS, "", "more matchers for every selector, such as cluster=\"eu\"");
    private static final Option WITHOUT = new Option(Preset.WITHOUT, "", "names of its metrics that are left out");
    private static final Option NAMESPACE_LABEL =
            new Option("namespaceLabel", "namespace", "the label that holds the namespace");
    private static final Option POD_LABEL = new Option("podLabel", "pod", "the label that holds the pod's name");
    private static final Option CODE_LABEL = new Option("codeLabel", "code", "the label that holds the status code");

    private static final List<Preset> ALL =
            Stream.concat(requests(), resources()).toList();

    private Presets() {}

    /** All presets, in the order in which they are documented. */
    public static List<Preset> all() {
        return ALL;
    }

    /** The preset of that name. */
    public static Optional<Preset> named(String word) {
        return ALL.stream().filter(preset -> preset.word().equals(word)).findFirst();
    }

    /**
     * The metrics that a preset stands for where it counts requests as another does: with {@code requests}, the options of that one hold too.
     *
     * @param given option to value
     * @throws IllegalArgumentException naming an option that means nothing here, or one that is missing
     */
    public static List<Preset.Expanded> expand(Preset preset, Map<String, String> given) {
        return chosen(preset, given).expand(given);
    }

    /** The names of all options that mean something for a preset with these. */
    public static List<String> options(Preset preset, Map<String, String> given) {
        return chosen(preset, given).options().stream().map(Option::name).toList();
    }

    /** All options that there are, each once. */
    public static List<Option> options() {
        Map<String, Option> options = new LinkedHashMap<>();
        ALL.forEach(preset -> preset.options().forEach(option -> options.putIfAbsent(option.name(), option)));
        return List.copyOf(options.values());
    }

    /** What {@code requests} may say. */
    public static List<String> counters() {
        return Requests.words();
    }

    private static Preset chosen(Preset preset, Map<String, String> given) {
        String on = given.getOrDefault(ON, Requests.HTTP.word());
        return switch (preset.word()) {
            case "cost" -> cost(on);
            case "security" -> security(on);
            case "conversion" -> conversion(on);
            default -> preset;
        };
    }

    private static Stream<Preset> requests() {
        return Stream.of(
                served(
                        Requests.ISTIO,
                        "the sidecars, each scraped as a part of its pod; in ambient mode the waypoint, with `reporter: waypoint`"
                                + " and `select` by workload",
                        "https://istio.io/latest/docs/reference/config/metrics/"),
                served(
                        Requests.LINKERD,
                        "the proxies, scraped as linkerd-viz or Linkerd's own scrape configuration does",
                        "https://linkerd.io/2/reference/proxy-metrics/"),
                served(
                        Requests.NGINX,
                        "ingress-nginx with `--enable-metrics`; where the scrape does not honor labels, set"
                                + " `namespaceLabel: exported_namespace` and `serviceLabel: exported_service`",
                        "https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/"),
                served(
                        Requests.ENVOY,
                        "Envoy's `/stats/prometheus`; clusters must be one for each Service",
                        "https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats"),
                served(
                        Requests.GATEWAY_API,
                        "the gateway's Envoy; clusters must be one for each Service, as with Istio, Cilium, kgateway and Contour"
                                + " (Envoy Gateway has one for each rule: use what the pods count there)",
                        "https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats"),
                served(
                        Requests.TRAEFIK,
                        "Traefik with `metrics.prometheus` and `addServicesLabels`",
                        "https://doc.traefik.io/traefik/observability/metrics/overview/"),
                served(
                        Requests.CONTOUR,
                        "Contour's Envoy, port 8002",
                        "https://projectcontour.io/docs/main/guides/prometheus/"),
                served(
                        Requests.SPRING,
                        "Spring Boot's `/actuator/prometheus`, with"
                                + " `management.metrics.distribution.percentiles-histogram.http.server.requests=true`",
                        "https://docs.spring.io/spring-boot/reference/actuator/metrics.html"),
                served(
                        Requests.OTEL,
                        "OpenTelemetry's `http.server.request.duration` in seconds, scraped, or sent with its pod as a label"
                                + " (`podLabel: k8s_pod_name`)",
                        "https://opentelemetry.io/docs/specs/semconv/http/http-metrics/"),
                served(
                        Requests.HTTP,
                        "each pod's `/metrics`, as client libraries' examples have it",
                        "https://prometheus.io/docs/practices/instrumentation/"));
    }

    private static Preset served(Requests requests, String exporter, String reference) {
        List<Option> options = new ArrayList<>(List.of(SLO));
        options.addAll(own(requests));
        options.addAll(List.of(MORE, WITHOUT));
        return new Preset(
                requests.word(),
                "requests that fail, and that are slow",
                exporter,
                reference,
                options,
                List.of(
                        new Part(
                                "errors", "errorRatio", fields("total", requests.all(), "bad", requests.wrong()), true),
                        new Part(
                                "latency", "latency", fields("histogram", requests.durations(), "slo", "$slo"), true)));
    }

    private static List<Option> own(Requests requests) {
        return switch (requests) {
            case ISTIO ->
                List.of(
                        new Option("reporter", "destination", "who reports: destination, source or waypoint"),
                        new Option(
                                "select",
                                "pod=~\"{{pods}}\"",
                                "how the arms are told apart; without pods' names: destination_workload=\"{{workload}}\""));
            case NGINX ->
                List.of(NAMESPACE_LABEL, new Option("serviceLabel", "service", "the label that holds the Service"));
            case ENVOY, CONTOUR ->
                List.of(new Option(
                        "cluster",
                        "{{namespace}}_{{service}}_[0-9a-zA-Z-]+",
                        "a regular expression for the names of an arm's clusters"));
            case GATEWAY_API ->
                List.of(new Option(
                        "cluster",
                        "(.*[_:])?{{namespace}}[_:]{{service}}[_:][0-9]+|outbound[|][0-9]+[|][|]{{service}}[.]{{namespace}}[.].*",
                        "a regular expression for the names of an arm's clusters"));
            case TRAEFIK ->
                List.of(new Option("port", "[0-9]+", "a regular expression for the Service's port, by number or name"));
            case HTTP -> List.of(CODE_LABEL, NAMESPACE_LABEL, POD_LABEL);
            default -> List.of(NAMESPACE_LABEL, POD_LABEL);
        };
    }

    private static Stream<Preset> resources() {
        return Stream.of(
                kubernetes(),
                jvm(),
                cost(Requests.HTTP.word()),
                security(Requests.HTTP.word()),
                conversion(Requests.HTTP.word()));
    }

    private static Preset kubernetes() {
        String containers = "{" + PODS_OF + ",container!=\"\",container!=\"POD\"$matchers}";
        return new Preset(
                "kubernetes",
                "restarts, CPU throttling, memory and CPU of pods",
                "kube-state-metrics and the kubelets' cAdvisor, which tells of throttling only where containers have a CPU limit"
                        + " (else `without: [throttling]`)",
                "https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/pod-metrics.md",
                List.of(NAMESPACE_LABEL, POD_LABEL, MORE, WITHOUT),
                List.of(
                        new Part(
                                "restarts",
                                "events",
                                fields("counter", "kube_pod_container_status_restarts_total{" + PODS_OF + "$matchers}"),
                                false),
                        new Part(
                                "throttling",
                                "errorRatio",
                                fields(
                                        "total",
                                        "container_cpu_cfs_periods_total" + containers,
                                        "bad",
                                        "container_cpu_cfs_throttled_periods_total" + containers,
                                        "tolerateBy",
                                        "0.05",
                                        "harmfulBy",
                                        "0.2"),
                                true),
                        perPod("memory", "sum by ($podLabel) (container_memory_working_set_bytes" + containers + ")"),
                        perPod(
                                "cpu",
                                "sum by ($podLabel) (rate(container_cpu_usage_seconds_total" + containers + "[2m]))")));
    }

    private static Preset jvm() {
        String of = "{" + PODS_OF + "$matchers}";
        String heap = "{area=\"heap\"," + PODS_OF + "$matchers}";
        return new Preset(
                "jvm",
                "heap, time in garbage collection and threads of Java processes; beside a preset that counts requests",
                "Micrometer, such as Spring Boot's `/actuator/prometheus`",
                "https://docs.micrometer.io/micrometer/reference/reference/jvm.html",
                List.of(
                        new Option("heapLimit", "0.95", "share of the heap that no pod of the canary may pass"),
                        NAMESPACE_LABEL,
                        POD_LABEL,
                        MORE,
                        WITHOUT),
                List.of(
                        new Part(
                                "heap",
                                "gauge",
                                fields(
                                        "query",
                                        "sum by ($podLabel) (jvm_memory_used_bytes" + heap
                                                + ") / sum by ($podLabel) (jvm_memory_max_bytes" + heap + " > 0)",
                                        "per",
                                        "pod",
                                        "bad",
                                        "up",
                                        "hardLimit",
                                        "$heapLimit"),
                                false),
                        perPod("gc", "sum by ($podLabel) (rate(jvm_gc_pause_seconds_sum" + of + "[2m]))"),
                        perPod("threads", "max by ($podLabel) (jvm_threads_live_threads" + of + ")")));
    }

    private static Preset cost(String on) {
        Requests requests = Requests.of(on).orElse(Requests.HTTP);
        String of = "{" + PODS_OF + ",container!=\"\",container!=\"POD\"$matchers}";
        String thousands = " / (sum(rate(" + requests.all() + "[2m])) * 3.6)";
        return new Preset(
                "cost",
                "what 1,000 requests cost: the CPU that they used at the nodes' prices, compared; with `max`, a limit on all that the"
                        + " canary's pods have reserved",
                "OpenCost's `/metrics`, the kubelets' cAdvisor, and who counts the requests",
                "https://opencost.io/docs/integrations/metrics",
                options(
                        requests,
                        new Option(
                                "max",
                                "",
                                "the most that 1,000 requests of the canary may cost, in the currency of the prices")),
                List.of(
                        new Part(
                                "cpu",
                                "gauge",
                                fields(
                                        "query",
                                        "sum(rate(container_cpu_usage_seconds_total" + of
                                                + "[2m])) * scalar(avg(node_cpu_hourly_cost))" + thousands,
                                        "bad",
                                        "up"),
                                false),
                        new Part(
                                "limit",
                                "prometheus",
                                fields(
                                        "query",
                                        "(" + reserved("container_cpu_allocation" + of, "node_cpu_hourly_cost", "")
                                                + " + "
                                                + reserved(
                                                        "container_memory_allocation_bytes" + of,
                                                        "node_ram_hourly_cost",
                                                        " / 1073741824")
                                                + ")"
                                                + thousands,
                                        "max",
                                        "$max"),
                                true,
                                "max")));
    }

    /**
     * What was reserved costs in an hour, on the average of two minutes: of those that began later, requests are counted for a part of
     * the time only, and so must be what they cost. Nodes are there all the time and are told by the same exporter.
     */
    private static String reserved(String what, String price, String perUnit) {
        return "sum(sum_over_time(" + what + "[2m]))" + perUnit + " / scalar(max(count_over_time(" + price
                + "[2m]))) * scalar(avg(" + price + "))";
    }

    private static Preset security(String on) {
        Requests requests = Requests.of(on).orElse(Requests.HTTP);
        return new Preset(
                "security",
                "requests that are refused with 401 or 403",
                "who counts the requests",
                "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
                options(requests),
                List.of(new Part(
                        "refused",
                        "errorRatio",
                        fields("total", requests.all(), "bad", requests.answered("401|403")),
                        true)));
    }

    private static Preset conversion(String on) {
        Requests requests = Requests.of(on).orElse(Requests.HTTP);
        return new Preset(
                "conversion",
                "requests that did what they are for; `matchers` says which requests, such as handler=\"/orders\"",
                "who counts the requests",
                "https://prometheus.io/docs/practices/instrumentation/",
                options(requests, new Option("good", "2..", "a regular expression for the status of those that did")),
                List.of(new Part(
                        "share",
                        "conversion",
                        fields("total", requests.all(), "good", requests.answered("$good")),
                        true)));
    }

    private static List<Option> options(Requests requests, Option... first) {
        Map<String, Option> options = new LinkedHashMap<>();
        Stream.of(
                        Stream.of(first),
                        Stream.of(new Option(
                                ON,
                                Requests.HTTP.word(),
                                "who counts the requests, a preset's name; its options hold too")),
                        own(requests).stream(),
                        Stream.of(NAMESPACE_LABEL, POD_LABEL, MORE, WITHOUT))
                .flatMap(part -> part)
                .forEach(option -> options.putIfAbsent(option.name(), option));
        return List.copyOf(options.values());
    }

    private static Part perPod(String name, String query) {
        return new Part(name, "gauge", fields("query", query, "per", "pod", "bad", "up"), false);
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
