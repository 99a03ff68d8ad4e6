package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where Istio's VirtualServices and DestinationRules send requests.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/virtual-service/">Istio: VirtualService</a>
 */
final class VirtualServices {
    private VirtualServices() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return of(surroundings, host).map(spec -> route(surroundings, spec)
                .map(http -> split(surroundings, http.path("route")))
                .orElseGet(() -> TrafficMap.nowhere("no route matches")));
    }

    /** The route that the request takes. */
    static Optional<JsonNode> route(Surroundings surroundings, String host) {
        return of(surroundings, host).flatMap(spec -> route(surroundings, spec));
    }

    /** Of how many requests, 0 to 1, a route sends copies to a canary. */
    static double copied(JsonNode http) {
        boolean toCanary = http.at("/mirror/host").asText().contains("canary")
                || http.at("/mirror/subset").asText().contains("canary");
        return toCanary ? http.at("/mirrorPercentage/value").asDouble(100) / 100 : 0;
    }

    private static Optional<JsonNode> of(Surroundings surroundings, String host) {
        return surroundings
                .specs(ServedKind.VIRTUAL_SERVICE)
                .filter(spec ->
                        Json.elements(spec.path("hosts")).anyMatch(name -> surroundings.names(name.asText(), host)))
                .findFirst();
    }

    private static Optional<JsonNode> route(Surroundings surroundings, JsonNode spec) {
        return Json.elements(spec.path("http"))
                .filter(http -> matches(http, surroundings.request()))
                .findFirst();
    }

    private static List<TrafficMap.Share> split(Surroundings surroundings, JsonNode route) {
        List<JsonNode> entries = Json.elements(route).toList();
        double total = entries.stream()
                .mapToDouble(entry -> weight(entry, entries.size()))
                .sum();
        if (total <= 0) {
            return TrafficMap.nowhere("no destination has a weight");
        }
        List<TrafficMap.Share> shares = new ArrayList<>();
        for (JsonNode entry : entries) {
            double part = weight(entry, entries.size()) / total;
            if (part > 0) {
                String host = entry.path("destination").path("host").asText();
                String subset = entry.path("destination").path("subset").asText("");
                String name = subset.isEmpty() ? host : host + "/" + subset;
                shares.add(new TrafficMap.Share(part, name, surroundings.pods(host, subset))
                        .setting(entry.at("/headers/response/add/Set-Cookie").asText()));
            }
        }
        return shares;
    }

    private static double weight(JsonNode entry, int entries) {
        return entries == 1 ? 1 : entry.path("weight").asDouble(0);
    }

    /** Whether the request fits: conditions on anything but its path and headers never do. */
    private static boolean matches(JsonNode http, Request request) {
        return http.path("match").isEmpty()
                || Json.elements(http.path("match")).anyMatch(match -> fits(match, request));
    }

    private static boolean fits(JsonNode match, Request request) {
        Set<String> ignored = Set.of("name", "uri", "headers");
        boolean headers = match.path("headers").properties().stream()
                .allMatch(header -> request.fits(
                        header.getKey(),
                        header.getValue().path("exact"),
                        header.getValue().path("regex")));
        boolean otherConditions = match.properties().stream().anyMatch(field -> !ignored.contains(field.getKey()));
        JsonNode uri = match.path("uri");
        boolean path = uri.isMissingNode()
                || TrafficMap.PATH.equals(uri.path("exact").asText(""))
                || (uri.has("prefix")
                        && TrafficMap.PATH.startsWith(uri.path("prefix").asText()))
                || (uri.has("regex")
                        && TrafficMap.PATH.matches(uri.path("regex").asText()));
        return path && headers && !otherConditions;
    }
}
