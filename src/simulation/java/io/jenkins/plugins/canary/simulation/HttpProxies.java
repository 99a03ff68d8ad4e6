package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Contour sends a plain request: by the route with the longest prefix, and of several such by the one that asks for more headers. Services that only get copies get nothing here; where no
 * service has a weight, all get the same.
 *
 * @see <a href="https://projectcontour.io/docs/main/config/request-routing/">Contour: request routing</a>
 */
final class HttpProxies {

    private HttpProxies() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return surroundings
                .specs(ServedKind.HTTP_PROXY)
                .filter(spec -> spec.at("/virtualhost/fqdn").asText().startsWith(host + "."))
                .findFirst()
                .map(spec -> Json.elements(spec.path("routes"))
                        .filter(route -> TrafficMap.PATH.startsWith(prefix(route)))
                        .filter(route -> headers(route).allMatch(header -> surroundings
                                .request()
                                .fits(header.path("name").asText(), header.path("exact"), header.path("regex"))))
                        .max(Comparator.<JsonNode>comparingInt(
                                        route -> prefix(route).length())
                                .thenComparing(route -> headers(route).count()))
                        .map(route -> split(route, surroundings))
                        .orElseGet(() -> TrafficMap.nowhere("no route matches")));
    }

    private static Stream<JsonNode> headers(JsonNode route) {
        return Json.elements(route.path("conditions"))
                .map(condition -> condition.path("header"))
                .filter(header -> !header.isMissingNode());
    }

    private static String prefix(JsonNode route) {
        return route.at("/conditions/0/prefix").asText("/");
    }

    private static List<TrafficMap.Share> split(JsonNode route, Surroundings surroundings) {
        List<JsonNode> services = Json.elements(route.path("services"))
                .filter(service -> !service.path("mirror").asBoolean())
                .toList();
        boolean unweighted =
                services.stream().allMatch(service -> service.path("weight").asInt() == 0);
        return new WeightedList(
                        service -> unweighted ? 1 : service.path("weight").asDouble(),
                        service -> service.path("name").asText())
                .shares(services, surroundings);
    }
}
