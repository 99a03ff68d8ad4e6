package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is written in one namespace, as those read it who follow routes.
 *
 * @param request that is to be led
 */
record Surroundings(ClusterView cluster, String namespace, Request request) {
    /** Every object of a kind. */
    Stream<JsonNode> objects(Kind<GenericKubernetesResource> kind) {
        return cluster.view(kind, namespace).stream().map(Answers.JSON::valueToTree);
    }

    /** The {@code spec} of every object of a kind. */
    Stream<JsonNode> specs(Kind<GenericKubernetesResource> kind) {
        return objects(kind).map(object -> object.path("spec"));
    }

    /** Whether a host in a route is this Service. */
    boolean names(String written, String service) {
        String inNamespace = service + "." + namespace;
        return Set.of(service, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local")
                .contains(written);
    }

    /** Names of the pods with ready endpoints behind a Service. */
    List<String> pods(String host) {
        return pods(host, "");
    }

    /** Names of those of them that an Istio subset selects; all of them for an empty name. */
    List<String> pods(String host, String subset) {
        List<String> ready = cluster.view(Kind.ENDPOINT_SLICE, namespace).stream()
                .filter(slice -> names(host, service(slice)))
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
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
                .flatMap(spec -> Json.elements(spec.path("subsets")))
                .filter(one -> one.path("name").asText().equals(subset))
                .map(one -> one.path("labels"))
                .findFirst();
        if (labels.isEmpty()) {
            return List.of();
        }
        Map<String, String> selector = new HashMap<>();
        labels.get()
                .properties()
                .forEach(field -> selector.put(field.getKey(), field.getValue().asText()));
        Set<String> members = cluster.view(Kind.POD, namespace).stream()
                .filter(pod -> Room.selects(selector, pod))
                .map((Pod pod) -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
        return ready.stream().filter(members::contains).toList();
    }
}
