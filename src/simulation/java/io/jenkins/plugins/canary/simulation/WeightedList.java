package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A list of backends that share requests in proportion to their weights.
 *
 * @param weight of a backend
 * @param service name of a backend's Service
 * @param cookie that answers of a backend set
 */
record WeightedList(
        ToDoubleFunction<JsonNode> weight, Function<JsonNode, String> service, Function<JsonNode, String> cookie) {
    /** One whose backends set no cookies. */
    WeightedList(ToDoubleFunction<JsonNode> weight, Function<JsonNode, String> service) {
        this(weight, service, backend -> "");
    }

    /** What each backend gets where a request stays with the backend that its cookie names, and gets such a cookie otherwise. */
    List<TrafficMap.Share> sticky(String name, List<JsonNode> backends, Surroundings surroundings) {
        List<TrafficMap.Share> drawn = shares(backends, surroundings);
        return drawn.stream()
                .filter(share -> surroundings
                        .request()
                        .cookie(name)
                        .filter(share.destination()::equals)
                        .isPresent())
                .findFirst()
                .map(share -> List.of(new TrafficMap.Share(1, share.destination(), share.pods())))
                .orElseGet(() -> drawn.stream()
                        .map(share -> share.setting(name + "=" + share.destination()))
                        .toList());
    }

    /** What each backend gets. */
    List<TrafficMap.Share> shares(List<JsonNode> backends, Surroundings surroundings) {
        double total = backends.stream().mapToDouble(weight).sum();
        if (total <= 0) {
            return TrafficMap.nowhere("no backend has a weight");
        }
        return backends.stream()
                .filter(backend -> weight.applyAsDouble(backend) > 0)
                .map(backend -> new TrafficMap.Share(
                                weight.applyAsDouble(backend) / total,
                                service.apply(backend),
                                surroundings.pods(service.apply(backend)))
                        .setting(cookie.apply(backend)))
                .toList();
    }
}
