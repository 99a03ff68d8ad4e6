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
        return surroundings
                .specs(ServedKind.VIRTUAL_SERVICE)
                .filter(spec ->
                        Json.elements(spec.path("hosts")).anyMatch(name -> surroundings.names(name.asText(), host)))
                .findFirst()
                .map(spec -> Json.elements(spec.path("http"))
                        .filter(VirtualServices::matches)
                        .findFirst()
                        .map(http -> split(surroundings, http.path("route")))
                        .orElseGet(() -> TrafficMap.nowhere("no route matches")));
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
                shares.add(new TrafficMap.Share(part, name, surroundings.pods(host, subset)));
            }
        }
        return shares;
    }

    private static double weight(JsonNode entry, int entries) {
        return entries == 1 ? 1 : entry.path("weight").asDouble(0);
    }

    /** Whether a plain request fits: conditions on anything but its path never do. */
    private static boolean matches(JsonNode http) {
        return http.path("match").isEmpty() || Json.elements(http.path("match")).anyMatch(VirtualServices::fits);
    }

    private static boolean fits(JsonNode match) {
        Set<String> ignored = Set.of("name", "uri");
        boolean otherConditions = match.properties().stream().anyMatch(field -> !ignored.contains(field.getKey()));
        JsonNode uri = match.path("uri");
        boolean path = uri.isMissingNode()
                || TrafficMap.PATH.equals(uri.path("exact").asText(""))
                || (uri.has("prefix")
                        && TrafficMap.PATH.startsWith(uri.path("prefix").asText()))
                || (uri.has("regex")
                        && TrafficMap.PATH.matches(uri.path("regex").asText()));
        return path && !otherConditions;
    }
}
