package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where requests to a host really go: follows what is written in the cluster at this moment, VirtualService, DestinationRule,
 * HTTPRoute, Service and EndpointSlices, as a mesh's proxies and gateways do. An HTTPRoute is the host's if one of its hostnames
 * begins with it. Requests are plain: {@code GET /checkout} without special headers.
 *
 * @param shares destinations with what part of the traffic each gets; the parts add up to 1
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/virtual-service/">Istio: VirtualService</a>
 */
public record TrafficMap(List<Share> shares) {
    static final String PATH = "/checkout";

    /** Copies the list. */
    public TrafficMap {
        shares = List.copyOf(shares);
    }

    /**
     * One destination.
     *
     * @param part of the traffic, 0 to 1
     * @param destination what the route names, for messages
     * @param pods names of the pods with ready endpoints that share it evenly; none: these requests are lost
     */
    public record Share(double part, String destination, List<String> pods) {
        /** Copies the list. */
        public Share {
            pods = List.copyOf(pods);
        }
    }

    /** Follows the routes of one host in one namespace. */
    public static TrafficMap of(ClusterView cluster, String namespace, String host) {
        Reader reader = new Reader(cluster, namespace);
        Optional<JsonNode> route = reader.specs(ServedKind.VIRTUAL_SERVICE)
                .filter(spec -> elements(spec.path("hosts")).anyMatch(name -> reader.names(name.asText(), host)))
                .findFirst();
        if (route.isEmpty()) {
            return reader.specs(ServedKind.HTTP_ROUTE)
                    .filter(spec -> elements(spec.path("hostnames"))
                            .anyMatch(name -> name.asText().startsWith(host + ".")))
                    .findFirst()
                    .map(spec -> GatewayRules.follow(spec, name -> reader.pods(name, "")))
                    .orElseGet(() -> new TrafficMap(List.of(new Share(1, host, reader.pods(host, "")))));
        }
        return new TrafficMap(elements(route.get().path("http"))
                .filter(TrafficMap::matches)
                .findFirst()
                .map(http -> split(reader, http.path("route")))
                .orElseGet(() -> List.of(new Share(1, host + " (no route matches)", List.of()))));
    }

    /** The part of the traffic that finds no ready endpoint, 0 to 1. */
    public double lost() {
        return shares.stream()
                .filter(share -> share.pods().isEmpty())
                .mapToDouble(Share::part)
                .sum();
    }

    /** The part of the traffic that goes to these pods, 0 to 1. */
    public double toward(Set<String> pods) {
        return shares.stream()
                .filter(share -> !share.pods().isEmpty())
                .mapToDouble(share -> share.part()
                        * share.pods().stream().filter(pods::contains).count()
                        / share.pods().size())
                .sum();
    }

    private static List<Share> split(Reader reader, JsonNode route) {
        List<JsonNode> entries = elements(route).toList();
        double total = entries.stream()
                .mapToDouble(entry -> weight(entry, entries.size()))
                .sum();
        if (total <= 0) {
            return List.of(new Share(1, "(no destination has a weight)", List.of()));
        }
        List<Share> shares = new ArrayList<>();
        for (JsonNode entry : entries) {
            double part = weight(entry, entries.size()) / total;
            if (part > 0) {
                String host = entry.path("destination").path("host").asText();
                String subset = entry.path("destination").path("subset").asText("");
                String name = subset.isEmpty() ? host : host + "/" + subset;
                shares.add(new Share(part, name, reader.pods(host, subset)));
            }
        }
        return shares;
    }

    private static double weight(JsonNode entry, int entries) {
        return entries == 1 ? 1 : entry.path("weight").asDouble(0);
    }

    /** Whether a plain request fits: conditions on anything but its path never do. */
    private static boolean matches(JsonNode http) {
        return http.path("match").isEmpty() || elements(http.path("match")).anyMatch(TrafficMap::fits);
    }

    private static boolean fits(JsonNode match) {
        Set<String> ignored = Set.of("name", "uri");
        boolean otherConditions = match.properties().stream().anyMatch(field -> !ignored.contains(field.getKey()));
        JsonNode uri = match.path("uri");
        boolean path = uri.isMissingNode()
                || PATH.equals(uri.path("exact").asText(""))
                || (uri.has("prefix") && PATH.startsWith(uri.path("prefix").asText()))
                || (uri.has("regex") && PATH.matches(uri.path("regex").asText()));
        return path && !otherConditions;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** What is written in one namespace. */
    private record Reader(ClusterView cluster, String namespace) {
        Stream<JsonNode> specs(Kind<GenericKubernetesResource> kind) {
            return cluster.view(kind, namespace).stream()
                    .map(object -> Answers.JSON.valueToTree(
                            object.getAdditionalProperties().get("spec")));
        }

        /** Whether a host in a route is this Service. */
        boolean names(String written, String service) {
            String inNamespace = service + "." + namespace;
            return Set.of(service, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local")
                    .contains(written);
        }

        List<String> pods(String host, String subset) {
            List<String> ready = cluster.view(Kind.ENDPOINT_SLICE, namespace).stream()
                    .filter(slice -> names(host, service(slice)))
                    .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
                    .filter(endpoint ->
                            Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                    .map(endpoint -> endpoint.getTargetRef().getName())
                    .sorted()
                    .toList();
            return subset.isEmpty() ? ready : within(host, subset, ready);
        }

        private static String service(EndpointSlice slice) {
            return slice.getMetadata().getLabels().getOrDefault(EndpointDouble.SERVICE, "");
        }

        private List<String> within(String host, String subset, List<String> ready) {
            Optional<JsonNode> labels = specs(ServedKind.DESTINATION_RULE)
                    .filter(spec -> names(spec.path("host").asText(), host.split("\\.")[0]))
                    .flatMap(spec -> elements(spec.path("subsets")))
                    .filter(one -> one.path("name").asText().equals(subset))
                    .map(one -> one.path("labels"))
                    .findFirst();
            if (labels.isEmpty()) {
                return List.of();
            }
            Map<String, String> selector = new HashMap<>();
            labels.get()
                    .properties()
                    .forEach(field ->
                            selector.put(field.getKey(), field.getValue().asText()));
            Set<String> members = cluster.view(Kind.POD, namespace).stream()
                    .filter(pod -> Room.selects(selector, pod))
                    .map((Pod pod) -> pod.getMetadata().getName())
                    .collect(Collectors.toSet());
            return ready.stream().filter(members::contains).toList();
        }
    }
}
