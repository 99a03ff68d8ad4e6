package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Follows the first rule that matches; of the rules in simulated routes, none is more specific than one before it. */
    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return surroundings
                .specs(ServedKind.HTTP_ROUTE)
                .filter(spec -> Json.elements(spec.path("hostnames"))
                        .anyMatch(name -> name.asText().startsWith(host + ".")))
                .findFirst()
                .map(spec -> Json.elements(spec.path("rules"))
                        .filter(GatewayRoutes::matches)
                        .findFirst()
                        .map(rule -> BACKENDS.shares(
                                Json.elements(rule.path("backendRefs")).toList(), surroundings))
                        .orElseGet(() -> TrafficMap.nowhere("no rule matches")));
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
