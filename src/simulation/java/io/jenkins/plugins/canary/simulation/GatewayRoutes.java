package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where Gateway API's routes send a plain request.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule">Gateway API: HTTPRouteRule</a>
 */
final class GatewayRoutes {
    private static final WeightedList BACKENDS = new WeightedList(
            ref -> ref.path("weight").asDouble(1), ref -> ref.path("name").asText(), GatewayRoutes::cookie);

    private GatewayRoutes() {}

    /**
     * Follows the first rule that matches; of the rules in simulated routes, none is more specific than one before it. A plain
     * request comes to a GRPCRoute as a call of the first rule's method.
     */
    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        boolean known = of(surroundings, host, ServedKind.HTTP_ROUTE).isPresent()
                || of(surroundings, host, ServedKind.GRPC_ROUTE).isPresent();
        return known
                ? Optional.of(rule(surroundings, host)
                        .map(rule -> split(rule, surroundings))
                        .orElseGet(() -> TrafficMap.nowhere("no rule matches")))
                : Optional.empty();
    }

    /** The rule that the request comes by. */
    static Optional<JsonNode> rule(Surroundings surroundings, String host) {
        Optional<JsonNode> http = of(surroundings, host, ServedKind.HTTP_ROUTE);
        return http.isPresent()
                ? Json.elements(http.get().path("rules"))
                        .filter(rule -> matches(rule, match -> fits(match, surroundings.request())))
                        .findFirst()
                : of(surroundings, host, ServedKind.GRPC_ROUTE).flatMap(spec -> Json.elements(spec.path("rules"))
                        .filter(rule -> matches(rule, match -> call(match, spec, surroundings.request())))
                        .findFirst());
    }

    /** Of how many requests, 0 to 1, a rule sends copies to a canary. */
    static double copied(JsonNode rule) {
        return Json.elements(rule.path("filters"))
                .map(filter -> filter.path("requestMirror"))
                .filter(mirror -> mirror.at("/backendRef/name").asText().contains("canary"))
                .mapToDouble(mirror -> mirror.path("percent").asDouble(100) / 100)
                .sum();
    }

    private static List<TrafficMap.Share> split(JsonNode rule, Surroundings surroundings) {
        return BACKENDS.shares(Json.elements(rule.path("backendRefs")).toList(), surroundings);
    }

    private static String cookie(JsonNode backend) {
        return Json.elements(backend.path("filters"))
                .flatMap(filter -> Json.elements(filter.at("/responseHeaderModifier/add")))
                .filter(header -> header.path("name").asText().equals("Set-Cookie"))
                .map(header -> header.path("value").asText())
                .findFirst()
                .orElse("");
    }

    private static boolean call(JsonNode match, JsonNode spec, Request request) {
        return headers(match, request) && match.path("method").equals(spec.at("/rules/0/matches/0/method"));
    }

    private static Optional<JsonNode> of(Surroundings surroundings, String host, Kind<GenericKubernetesResource> kind) {
        return surroundings
                .specs(kind)
                .filter(spec -> Json.elements(spec.path("hostnames"))
                        .anyMatch(name -> name.asText().startsWith(host + ".")))
                .findFirst();
    }

    private static boolean matches(JsonNode rule, Predicate<JsonNode> fits) {
        return rule.path("matches").isEmpty()
                || Json.elements(rule.path("matches")).anyMatch(fits);
    }

    private static boolean headers(JsonNode match, Request request) {
        JsonNode no = MissingNode.getInstance();
        return Json.elements(match.path("headers")).allMatch(header -> {
            boolean expression = header.path("type").asText().equals("RegularExpression");
            JsonNode value = header.path("value");
            return request.fits(header.path("name").asText(), expression ? no : value, expression ? value : no);
        });
    }

    /** Conditions on anything but the path and headers never fit. */
    private static boolean fits(JsonNode match, Request request) {
        boolean pathOnly = match.properties().stream()
                .allMatch(field -> Set.of("path", "headers").contains(field.getKey()));
        String value = match.path("path").path("value").asText("/");
        return pathOnly
                && headers(match, request)
                && switch (match.path("path").path("type").asText("PathPrefix")) {
                    case "Exact" -> TrafficMap.PATH.equals(value);
                    case "RegularExpression" -> TrafficMap.PATH.matches(value);
                    default -> (TrafficMap.PATH + "/").startsWith(value.endsWith("/") ? value : value + "/");
                };
    }
}
