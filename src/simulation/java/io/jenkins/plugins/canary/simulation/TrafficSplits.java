package io.jenkins.plugins.canary.simulation;

import java.util.List;
import java.util.Optional;

/**
 * Where a mesh with SMI sends requests to a Service.
 *
 * @see <a href="https://github.com/servicemeshinterface/smi-spec/blob/main/apis/traffic-split/v1alpha2/traffic-split.md">SMI:
 *     TrafficSplit</a>
 */
final class TrafficSplits {
    private static final WeightedList BACKENDS =
            new WeightedList(backend -> backend.path("weight").asDouble(), backend -> backend.path("service")
                    .asText());

    private TrafficSplits() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return surroundings
                .specs(ServedKind.TRAFFIC_SPLIT)
                .filter(spec -> surroundings.names(spec.path("service").asText(), host))
                .findFirst()
                .map(spec ->
                        BACKENDS.shares(Json.elements(spec.path("backends")).toList(), surroundings));
    }
}
