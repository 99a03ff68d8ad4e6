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
 */
record WeightedList(ToDoubleFunction<JsonNode> weight, Function<JsonNode, String> service) {
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
                        surroundings.pods(service.apply(backend))))
                .toList();
    }
}
