package io.jenkins.plugins.canary.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who counts requests, and under which names. */
enum Requests {
    /** Sidecars of Istio count what reaches their pod; waypoints of its ambient mode what goes through them. */
    ISTIO(
            "istio",
            "istio_requests_total",
            "reporter=\"$reporter\",destination_workload_namespace=\"{{namespace}}\",$select",
            "response_code",
            "response_code=~\"5..\"",
            "istio_request_duration_milliseconds_bucket"),
    /** Linkerd's proxies; what is a failure they decide, also for gRPC. */
    LINKERD(
            "linkerd",
            "response_total",
            "direction=\"inbound\"," + Arms.PODS,
            "status_code",
            "classification=\"failure\"",
            "response_latency_ms_bucket"),
    /** ingress-nginx counts on the controller's pods, under stable's Service, and names the canary's upstream beside it. */
    NGINX(
            "nginx",
            "nginx_ingress_controller_requests",
            "$namespaceLabel=\"{{namespace}}\",$serviceLabel=\"{{stableService}}\",canary=~\"{{diverted}}\"",
            "status",
            "status=~\"5..\"",
            "nginx_ingress_controller_request_duration_seconds_bucket"),
    /** Envoy, by its clusters. */
    ENVOY("envoy"),
    /** Gateways that are made of Envoy and have a cluster for each Service. */
    GATEWAY_API("gatewayApi"),
    /** Contour's Envoy. */
    CONTOUR("contour"),
    /** Traefik, by its services. */
    TRAEFIK(
            "traefik",
            "traefik_service_requests_total",
            "service=~\"{{namespace}}-{{service}}-$port@kubernetes.*\"",
            "code",
            "code=~\"5..\"",
            "traefik_service_request_duration_seconds_bucket"),
    /** Micrometer in Spring Boot. */
    SPRING(
            "spring",
            "http_server_requests_seconds_count",
            Arms.PODS + ",uri!~\"/actuator.*\"",
            "status",
            "outcome=\"SERVER_ERROR\"",
            "http_server_requests_seconds_bucket"),
    /** OpenTelemetry's http.server.request.duration. */
    OTEL(
            "otel",
            "http_server_request_duration_seconds_count",
            Arms.PODS,
            "http_response_status_code",
            "http_response_status_code=~\"5..\"",
            "http_server_request_duration_seconds_bucket"),
    /** What most client libraries' examples count. */
    HTTP(
            "http",
            "http_requests_total",
            Arms.PODS,
            "$codeLabel",
            "$codeLabel=~\"5..\"",
            "http_request_duration_seconds_bucket");

    private final String word;
    private final String counter;
    private final String arm;
    private final String status;
    private final String bad;
    private final String histogram;

    Requests(String word, String counter, String arm, String status, String bad, String histogram) {
        this.word = word;
        this.counter = counter;
        this.arm = arm;
        this.status = status;
        this.bad = bad;
        this.histogram = histogram;
    }

    /** Envoy. */
    Requests(String word) {
        this(
                word,
                "envoy_cluster_upstream_rq",
                "envoy_cluster_name=~\"$cluster\"",
                "envoy_response_code",
                "envoy_response_code=~\"5..\"",
                "envoy_cluster_upstream_rq_time_bucket");
    }

    /** How the arms are told apart where each pod is scraped. */
    static final class Arms {
        static final String PODS = "$namespaceLabel=\"{{namespace}}\",$podLabel=~\"{{pods}}\"";

        private Arms() {}
    }

    /** Those of a word. */
    static Optional<Requests> of(String word) {
        return Stream.of(values())
                .filter(requests -> requests.word.equals(word))
                .findFirst();
    }

    /** All words. */
    static List<String> words() {
        return Stream.of(values()).map(Requests::word).toList();
    }

    String word() {
        return word;
    }

    /** The counter of all requests of an arm. */
    String all() {
        return counter + "{" + arm + "$matchers}";
    }

    /** The counter of those that went wrong. */
    String wrong() {
        return counter + "{" + arm + "," + bad + "$matchers}";
    }

    /** The counter of those with some status. */
    String answered(String codes) {
        return counter + "{" + arm + "," + status + "=~\"" + codes + "\"$matchers}";
    }

    /** The histogram of how long they took. */
    String durations() {
        return histogram + "{" + arm + "$matchers}";
    }
}
