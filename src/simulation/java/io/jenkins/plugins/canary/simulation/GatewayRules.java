package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where an HTTPRoute sends a plain request.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule">Gateway API: HTTPRouteRule</a>
 */
final class GatewayRules {
    private GatewayRules() {}

    /**
     * Follows the first rule that matches; of the rules in simulated routes, none is more specific than one before it.
     *
     * @param pods names of the pods with ready endpoints behind a Service
     */
    static TrafficMap follow(JsonNode spec, Function<String, List<String>> pods) {
        return elements(spec.path("rules"))
                .filter(GatewayRules::matches)
                .findFirst()
                .map(rule -> split(elements(rule.path("backendRefs")).toList(), pods))
                .orElseGet(() -> new TrafficMap(List.of(new TrafficMap.Share(1, "(no rule matches)", List.of()))));
    }

    private static TrafficMap split(List<JsonNode> refs, Function<String, List<String>> pods) {
        double total = refs.stream().mapToDouble(GatewayRules::weight).sum();
        if (total <= 0) {
            return new TrafficMap(List.of(new TrafficMap.Share(1, "(no backend has a weight)", List.of())));
        }
        return new TrafficMap(refs.stream()
                .filter(ref -> weight(ref) > 0)
                .map(ref -> new TrafficMap.Share(
                        weight(ref) / total,
                        ref.path("name").asText(),
                        pods.apply(ref.path("name").asText())))
                .toList());
    }

    private static double weight(JsonNode ref) {
        return ref.path("weight").asDouble(1);
    }

    private static boolean matches(JsonNode rule) {
        return rule.path("matches").isEmpty() || elements(rule.path("matches")).anyMatch(GatewayRules::fits);
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

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
