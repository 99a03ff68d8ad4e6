package io.jenkins.plugins.canary.e2e;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The exporters that one preset is made for, in one namespace: what the pods have answered, under the names and labels that these write. Who
 * counts in or beside each pod writes to the pod's page; gateways and what watches a whole cluster have a page of their own, and gateways go on
 * telling of pods that are gone.
 */
final class Exporters {
    private static final String CANARY = "checkout-canary";

    private final String preset;
    private final String namespace;
    private final boolean wasteful;
    private final Map<String, RequestCounts> met = new TreeMap<>();

    /**
     * Those of a preset.
     *
     * @param wasteful whether pods of the canary suffer although they answer well: they are throttled, their heap is full, and they are dear
     */
    Exporters(String preset, String namespace, boolean wasteful) {
        this.preset = preset;
        this.namespace = namespace;
        this.wasteful = wasteful;
    }

    private boolean suffers(String pod) {
        return wasteful && pod.startsWith(CANARY);
    }

    private static String workload(String pod) {
        return pod.startsWith(CANARY) ? CANARY : "checkout";
    }

    /** What stands on a pod's page beside what the service says itself. */
    String ofPod(String pod, String page) {
        RequestCounts counts = RequestCounts.of(page);
        Samples samples = new Samples();
        switch (preset) {
            case "istio" -> istio(samples, counts, workload(pod));
            case "linkerd" -> linkerd(samples, counts);
            case "spring" -> spring(samples, counts);
            case "otel" -> otel(samples, counts);
            case "security" -> samples.add("http_requests_total", "code=\"401\"", counts.bad());
            case "jvm" -> jvm(samples, counts, suffers(pod));
            default -> {}
        }
        return samples.toString();
    }

    /** The sidecar's, <a href="https://istio.io/latest/docs/reference/config/metrics/">Istio Standard Metrics</a>. */
    private void istio(Samples samples, RequestCounts counts, String workload) {
        String labels =
                "reporter=\"destination\",source_workload=\"gateway\",source_workload_namespace=\"istio-system\","
                        + "destination_workload=\"" + workload + "\",destination_workload_namespace=\"" + namespace
                        + "\",destination_service=\"checkout." + namespace
                        + ".svc.cluster.local\",request_protocol=\"http\",response_flags=\"-\"";
        samples.requests("istio_requests_total", labels, "response_code", counts);
        samples.durations("istio_request_duration_milliseconds", labels + ",response_code=\"200\"", counts, 1000);
    }

    /** The proxy's, <a href="https://linkerd.io/2/reference/proxy-metrics/">Proxy Metrics</a>. */
    private static void linkerd(Samples samples, RequestCounts counts) {
        String labels = "direction=\"inbound\",authority=\"checkout\",target_port=\"8080\",tls=\"true\"";
        samples.add("response_total", labels + ",status_code=\"200\",classification=\"success\"", counts.good());
        samples.add("response_total", labels + ",status_code=\"500\",classification=\"failure\"", counts.bad());
        samples.durations("response_latency_ms", labels + ",status_code=\"200\"", counts, 1000);
    }

    private static void spring(Samples samples, RequestCounts counts) {
        String labels = "exception=\"none\",error=\"none\",method=\"GET\",uri=\"/orders/{id}\"";
        String good = labels + ",status=\"200\",outcome=\"SUCCESS\"";
        samples.add("http_server_requests_seconds_count", good, counts.good());
        samples.add(
                "http_server_requests_seconds_count",
                labels + ",status=\"500\",outcome=\"SERVER_ERROR\"",
                counts.bad());
        samples.add(
                "http_server_requests_seconds_count",
                "exception=\"none\",error=\"none\",method=\"GET\",uri=\"/actuator/prometheus\",status=\"200\",outcome=\"SUCCESS\"",
                1);
        samples.durations("http_server_requests_seconds", good, counts, 1);
    }

    private static void otel(Samples samples, RequestCounts counts) {
        String labels =
                "http_request_method=\"GET\",http_route=\"/orders/{id}\",network_protocol_version=\"1.1\",url_scheme=\"http\"";
        samples.requests("http_server_request_duration_seconds_count", labels, "http_response_status_code", counts);
        samples.durations(
                "http_server_request_duration_seconds", labels + ",http_response_status_code=\"200\"", counts, 1);
    }

    /** Micrometer's binders; a pool without a limit has −1 in its place. */
    private static void jvm(Samples samples, RequestCounts counts, boolean suffers) {
        samples.add("jvm_memory_used_bytes", "area=\"heap\",id=\"G1 Old Gen\"", suffers ? 0.99e9 : 0.5e9);
        samples.add("jvm_memory_max_bytes", "area=\"heap\",id=\"G1 Old Gen\"", 1e9);
        samples.add("jvm_memory_used_bytes", "area=\"heap\",id=\"G1 Eden Space\"", 1e6);
        samples.add("jvm_memory_max_bytes", "area=\"heap\",id=\"G1 Eden Space\"", -1);
        samples.add("jvm_memory_used_bytes", "area=\"nonheap\",id=\"Metaspace\"", 1e8);
        samples.add("jvm_memory_max_bytes", "area=\"nonheap\",id=\"Metaspace\"", -1);
        samples.add(
                "jvm_gc_pause_seconds_sum",
                "action=\"end of minor GC\",cause=\"G1 Evacuation Pause\"",
                counts.all() / 1e6);
        samples.add("jvm_threads_live_threads", "", 42);
    }

    /** The page of what does not run in the pods; it tells of namespaces, pods and Services itself. */
    synchronized String ofAll(Map<String, String> pages) {
        pages.forEach((pod, page) -> met.put(pod, RequestCounts.of(page)));
        Samples samples = new Samples();
        switch (preset) {
            case "nginx" -> services(samples, this::nginx);
            case "envoy", "contour" ->
                services(samples, (all, service, counts) -> envoy(all, namespace + "_" + service + "_80", counts));
            case "gatewayApi" ->
                services(
                        samples,
                        (all, service, counts) ->
                                envoy(all, "outbound|80||" + service + "." + namespace + ".svc.cluster.local", counts));
            case "traefik" -> services(samples, this::traefik);
            case "kubernetes" -> new HashSet<>(pages.keySet()).forEach(pod -> containers(samples, pod));
            case "cost" -> costs(samples, pages.keySet());
            default -> {}
        }
        return samples.toString();
    }

    private interface Gateway {
        void write(Samples samples, String service, RequestCounts counts);
    }

    private void services(Samples samples, Gateway gateway) {
        Map<String, RequestCounts> ofServices = new TreeMap<>();
        met.forEach((pod, counts) -> ofServices.merge(workload(pod), counts, RequestCounts::plus));
        ofServices.forEach((service, counts) -> gateway.write(samples, service, counts));
    }

    /** ingress-nginx, {@code internal/ingress/metric/collectors/socket.go}: the canary's upstream stands under stable's Service. */
    private void nginx(Samples samples, String service, RequestCounts counts) {
        String labels =
                "controller_class=\"k8s.io/ingress-nginx\",controller_namespace=\"ingress-nginx\",controller_pod=\"nginx-1\","
                        + "host=\"shop.example\",ingress=\"checkout\",method=\"GET\",namespace=\"" + namespace
                        + "\",path=\"/\",service=\"checkout\",canary=\""
                        + (service.equals(CANARY) ? namespace + "-" + service + "-80" : "") + "\"";
        samples.requests("nginx_ingress_controller_requests", labels, "status", counts);
        samples.durations("nginx_ingress_controller_request_duration_seconds", labels + ",status=\"200\"", counts, 1);
    }

    private void envoy(Samples samples, String cluster, RequestCounts counts) {
        String labels = "envoy_cluster_name=\"" + cluster + "\"";
        samples.requests("envoy_cluster_upstream_rq", labels, "envoy_response_code", counts);
        samples.durations("envoy_cluster_upstream_rq_time", labels, counts, 1000);
    }

    private void traefik(Samples samples, String service, RequestCounts counts) {
        String labels =
                "method=\"GET\",protocol=\"http\",service=\"" + namespace + "-" + service + "-80@kubernetescrd\"";
        samples.requests("traefik_service_requests_total", labels, "code", counts);
        samples.durations("traefik_service_request_duration_seconds", labels + ",code=\"200\"", counts, 1);
    }

    /**
     * kube-state-metrics, and the kubelets' cAdvisor, which tells of the pod as a whole and of its pause container too, and when it measured
     * each pod.
     */
    private void containers(Samples samples, String pod) {
        RequestCounts counts = met.get(pod);
        String of = "namespace=\"" + namespace + "\",pod=\"" + pod + "\"";
        samples.add("kube_pod_container_status_restarts_total", of + ",uid=\"" + pod + "\",container=\"app\"", 0);
        String container = of + ",container=\"app\",id=\"/kubepods/" + pod + "/app\",image=\"checkout\",name=\"app\"";
        String whole = of + ",container=\"\",id=\"/kubepods/" + pod + "\",image=\"\",name=\"\"";
        String pause = of + ",container=\"POD\",id=\"/kubepods/" + pod + "/pause\",image=\"pause\",name=\"pause\"";
        samples.measuredAt(measured(pod));
        samples.add("container_cpu_cfs_periods_total", container, counts.all() / 10);
        samples.add("container_cpu_cfs_throttled_periods_total", container, counts.all() / (suffers(pod) ? 20 : 1000));
        samples.add("container_memory_working_set_bytes", container, 1e8);
        samples.add("container_cpu_usage_seconds_total", container + ",cpu=\"total\"", counts.all() / 1e4);
        samples.add("container_memory_working_set_bytes", whole, 1.01e8);
        samples.add("container_memory_working_set_bytes", pause, 1e6);
        samples.measuredNow();
    }

    /** Each pod a second after it was measured before. */
    private static Instant measured(String pod) {
        long offset = Math.floorMod(pod.hashCode(), 1000);
        return Instant.ofEpochMilli(Math.floorDiv(Instant.now().toEpochMilli() - offset, 1000) * 1000 + offset);
    }

    /** OpenCost, {@code pkg/costmodel/metrics.go}, and cAdvisor. */
    private void costs(Samples samples, Set<String> pods) {
        for (String pod : new HashSet<>(pods)) {
            containers(samples, pod);
            String container = "namespace=\"" + namespace + "\",pod=\"" + pod
                    + "\",container=\"app\",node=\"node-1\",instance=\"node-1\"";
            samples.add("container_cpu_allocation", container, suffers(pod) ? 1000 : 1);
            samples.add("container_memory_allocation_bytes", container, 1 << 30);
        }
        String node = "node=\"node-1\",instance=\"node-1\",instance_type=\"m\",region=\"eu\",provider_id=\"node-1\"";
        samples.add("node_cpu_hourly_cost", node, 0.03);
        samples.add("node_ram_hourly_cost", node, 0.004);
    }
}
