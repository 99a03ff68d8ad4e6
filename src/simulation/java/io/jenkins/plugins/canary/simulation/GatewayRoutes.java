package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where Gateway API's routes send a plain request.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule">Gateway API: HTTPRouteRule</a>
 */
final class GatewayRoutes {
    private static final WeightedList BACKENDS = new WeightedList(
            ref -> ref.path("weight").asDouble(1), ref -> ref.path("name").asText());

    private GatewayRoutes() {}

    /**
     * Follows the first rule that matches; of the rules in simulated routes, none is more specific than one before it. A plain
     * request comes to a GRPCRoute as a call of the first rule's method.
     */
    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        Optional<List<TrafficMap.Share>> http = of(surroundings, host, ServedKind.HTTP_ROUTE)
                .map(spec -> Json.elements(spec.path("rules"))
                        .filter(GatewayRoutes::matches)
                        .findFirst()
                        .map(rule -> split(rule, surroundings))
                        .orElseGet(() -> TrafficMap.nowhere("no rule matches")));
        return http.isPresent()
                ? http
                : of(surroundings, host, ServedKind.GRPC_ROUTE).map(spec -> split(spec.at("/rules/0"), surroundings));
    }

    private static List<TrafficMap.Share> split(JsonNode rule, Surroundings surroundings) {
        return BACKENDS.shares(Json.elements(rule.path("backendRefs")).toList(), surroundings);
    }

    private static Optional<JsonNode> of(Surroundings surroundings, String host, Kind<GenericKubernetesResource> kind) {
        return surroundings
                .specs(kind)
                .filter(spec -> Json.elements(spec.path("hostnames"))
                        .anyMatch(name -> name.asText().startsWith(host + ".")))
                .findFirst();
    }

    private static boolean matches(JsonNode rule) {
        return rule.path("matches").isEmpty()
                || Json.elements(rule.path("matches")).anyMatch(GatewayRoutes::fits);
    }

    /** Conditions on anything but the path never fit. */
    private static boolean fits(JsonNode match) {
        boolean pathOnly =
                match.properties().stream().allMatch(field -> Set.of("path").contains(field.getKey()));
        String value = match.path("path").path("value").asText("/");
        return pathOnly
                && switch (match.path("path").path("type").asText("PathPrefix")) {
                    case "Exact" -> TrafficMap.PATH.equals(value);
                    case "RegularExpression" -> TrafficMap.PATH.matches(value);
                    default -> (TrafficMap.PATH + "/").startsWith(value.endsWith("/") ? value : value + "/");
                };
    }
}
