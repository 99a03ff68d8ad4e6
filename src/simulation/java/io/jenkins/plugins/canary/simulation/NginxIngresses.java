package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where ingress-nginx sends a plain request: by the first Ingress that has a rule for it, and a share of it by another Ingress that
 * is marked as canary and has a rule for the same host and path. Rules are looked at in their order, which is what the
 * controller does with them once it has put the longest path first.
 *
 * @see <a href="https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary">ingress-nginx:
 *     canary</a>
 */
final class NginxIngresses {
    private static final String ANNOTATION = "nginx.ingress.kubernetes.io/canary";

    private NginxIngresses() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        List<JsonNode> all = surroundings.objects(ServedKind.INGRESS).toList();
        return all.stream()
                .filter(one -> !isCanary(one))
                .flatMap(NginxIngresses::places)
                .filter(place -> place.host().startsWith(host + ".") && TrafficMap.PATH.startsWith(place.path()))
                .findFirst()
                .map(place -> split(surroundings, place, all));
    }

    private static List<TrafficMap.Share> split(Surroundings surroundings, Place place, List<JsonNode> all) {
        for (JsonNode canary : all.stream().filter(NginxIngresses::isCanary).toList()) {
            double part = annotation(canary, "-weight", 0) / annotation(canary, "-weight-total", 100);
            Optional<Place> same = places(canary)
                    .filter(other ->
                            other.host().equals(place.host()) && other.path().equals(place.path()))
                    .findFirst();
            Optional<Boolean> chosen = chosen(canary, surroundings.request());
            if (same.isPresent() && chosen.isPresent()) {
                return List.of(share(surroundings, 1, chosen.get() ? same.get() : place));
            }
            if (same.isPresent() && part > 0) {
                return Stream.of(share(surroundings, 1 - part, place), share(surroundings, part, same.get()))
                        .filter(share -> share.part() > 0)
                        .toList();
            }
        }
        return List.of(share(surroundings, 1, place));
    }

    /** What the request carries goes before the weight, and a header before a cookie. */
    private static Optional<Boolean> chosen(JsonNode canary, Request request) {
        JsonNode annotations = canary.at("/metadata/annotations");
        String header = annotations.path(ANNOTATION + "-by-header").asText();
        if (!header.isEmpty()
                && request.fits(
                        header,
                        annotations.path(ANNOTATION + "-by-header-value"),
                        annotations.path(ANNOTATION + "-by-header-pattern"))) {
            return Optional.of(true);
        }
        return request.cookie(annotations.path(ANNOTATION + "-by-cookie").asText())
                .filter(List.of("always", "never")::contains)
                .map("always"::equals);
    }

    private static TrafficMap.Share share(Surroundings surroundings, double part, Place place) {
        return new TrafficMap.Share(part, place.service(), surroundings.pods(place.service()));
    }

    private static Stream<Place> places(JsonNode ingress) {
        return Json.elements(ingress.at("/spec/rules")).flatMap(rule -> Json.elements(rule.at("/http/paths"))
                .map(path -> new Place(
                        rule.path("host").asText(),
                        path.path("path").asText("/"),
                        path.at("/backend/service/name").asText())));
    }

    private static boolean isCanary(JsonNode ingress) {
        return ingress.path("metadata")
                .path("annotations")
                .path(ANNOTATION)
                .asText()
                .equals("true");
    }

    private static double annotation(JsonNode ingress, String suffix, double unwritten) {
        return ingress.path("metadata")
                .path("annotations")
                .path(ANNOTATION + suffix)
                .asDouble(unwritten);
    }

    /** What a rule is about, and where it leads. */
    private record Place(String host, String path, String service) {}
}
