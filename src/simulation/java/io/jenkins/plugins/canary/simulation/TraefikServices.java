package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Where the TraefikService that has a host's name sends requests.
 *
 * @see <a href="https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/">Traefik:
 *     TraefikService</a>
 */
final class TraefikServices {
    private static final WeightedList SERVICES =
            new WeightedList(service -> service.path("weight").asDouble(1), service -> service.path("name")
                    .asText());

    private TraefikServices() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return surroundings
                .objects(ServedKind.TRAEFIK_SERVICE)
                .filter(object -> object.at("/metadata/name").asText().equals(host))
                .findFirst()
                .map(object -> split(object.at("/spec/weighted"), surroundings));
    }

    private static List<TrafficMap.Share> split(JsonNode weighted, Surroundings surroundings) {
        List<JsonNode> services = Json.elements(weighted.path("services")).toList();
        String cookie = weighted.at("/sticky/cookie/name").asText();
        return cookie.isEmpty()
                ? SERVICES.shares(services, surroundings)
                : SERVICES.sticky(cookie, services, surroundings);
    }
}
