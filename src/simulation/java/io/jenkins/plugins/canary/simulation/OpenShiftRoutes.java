package io.jenkins.plugins.canary.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where OpenShift's router sends a plain request of a new user.
 *
 * @see <a href="https://docs.openshift.com/container-platform/4.16/rest_api/network_apis/route-route-openshift-io-v1.html">OpenShift:
 *     Route</a>
 */
final class OpenShiftRoutes {
    private static final WeightedList BACKENDS =
            new WeightedList(backend -> backend.path("weight").asDouble(100), backend -> backend.path("name")
                    .asText());

    private OpenShiftRoutes() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return surroundings
                .specs(ServedKind.OPENSHIFT_ROUTE)
                .filter(spec -> spec.path("host").asText().startsWith(host + "."))
                .findFirst()
                .map(spec -> BACKENDS.shares(
                        Stream.concat(Stream.of(spec.path("to")), Json.elements(spec.path("alternateBackends")))
                                .toList(),
                        surroundings));
    }
}
