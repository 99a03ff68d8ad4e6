package io.jenkins.plugins.canary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What stands in a shop, as the API server tells it. */
record Inventory(Lab lab, String namespace, Routing routing) {
    /** Stable's pod template as it stands, byte for byte. */
    String template() {
        return lab.read("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + Scenery.NAME)
                .orElseThrow()
                .at("/spec/template")
                .toString();
    }

    /** What stands in the route objects, byte for byte but for what the server counts. */
    Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>();
        for (String path : routing.paths(namespace)) {
            JsonNode object = lab.read(path).orElseThrow();
            ((ObjectNode) object.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
            routes.put(path, object.toString());
        }
        return routes;
    }

    /** What stands in the objects beside stable that a release has to respect. */
    Map<String, String> bystanders() {
        Map<String, String> specs = new TreeMap<>();
        for (String path : List.of(
                "autoscaling/v1/namespaces/%s/horizontalpodautoscalers",
                "policy/" + budgetVersion() + "/namespaces/%s/poddisruptionbudgets",
                "networking.k8s.io/v1/namespaces/%s/networkpolicies")) {
            specs.put(
                    path,
                    lab.read("/apis/" + path.formatted(namespace) + "/" + Scenery.NAME)
                            .orElseThrow()
                            .path("spec")
                            .toString());
        }
        return specs;
    }

    /** Everything in the namespace that bears the mark of a release. */
    List<String> canaryObjects() {
        List<String> found = new ArrayList<>();
        for (String path : List.of(
                "/apis/apps/v1/%s/deployments",
                "/apis/apps/v1/%s/replicasets",
                "/apis/networking.k8s.io/v1/%s/ingresses",
                "/api/v1/%s/services",
                "/api/v1/%s/pods")) {
            String selector = URLEncoder.encode("canary.jenkins.io/release", StandardCharsets.UTF_8);
            lab.read(path.formatted("namespaces/" + namespace) + "?labelSelector=" + selector)
                    .orElseThrow()
                    .path("items")
                    .forEach(item -> found.add(path.substring(path.lastIndexOf('/') + 1) + "/"
                            + item.at("/metadata/name").asText()));
        }
        return found;
    }

    /** Pods that the server finds by the selector that stable's autoscaler uses. */
    Set<String> stablePods() {
        String selector = lab.read("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + Scenery.NAME + "/scale")
                .orElseThrow()
                .at("/status/selector")
                .asText();
        return selected(selector);
    }

    /** Pods that the server finds by the selector of the disruption budget. */
    Set<String> budgetPods() {
        JsonNode labels = budget().at("/spec/selector/matchLabels");
        return selected(labels.properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(",")));
    }

    /** How many pods the server's own disruption controller expects behind the budget. */
    int budgetExpects() {
        return budget().at("/status/expectedPods").asInt();
    }

    private JsonNode budget() {
        return lab.read("/apis/policy/" + budgetVersion() + "/namespaces/" + namespace
                        + "/poddisruptionbudgets/checkout")
                .orElseThrow();
    }

    /** Pods of the canary, by the label that says so. */
    Set<String> canaryPods() {
        return selected("canary.jenkins.io/track=canary");
    }

    private Set<String> selected(String selector) {
        JsonNode pods = lab.read("/api/v1/namespaces/" + namespace + "/pods?labelSelector="
                        + URLEncoder.encode(selector, StandardCharsets.UTF_8))
                .orElseThrow();
        return StreamSupport.stream(pods.path("items").spliterator(), false)
                .map(pod -> pod.at("/metadata/name").asText())
                .collect(Collectors.toSet());
    }

    String budgetVersion() {
        return lab.read("/apis/policy/v1").isPresent() ? "v1" : "v1beta1";
    }
}
