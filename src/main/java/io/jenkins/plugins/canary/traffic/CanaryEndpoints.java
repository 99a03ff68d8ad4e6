package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the pods of one release's canary that a Service sends traffic to, as its EndpointSlices say. A condition
 * {@code ready} that is not set means ready.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions">Kubernetes:
 *     EndpointSlices</a>
 */
final class CanaryEndpoints {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final KubernetesApi api;
    private final String namespace;

    CanaryEndpoints(KubernetesApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** Ready endpoints of this release's canary behind the Service. */
    int ready(String service, String release) {
        Set<String> pods =
                api
                        .list(Kind.POD, namespace, Map.of(CanaryNames.RELEASE, release, CanaryNames.TRACK, "canary"))
                        .stream()
                        .map(Pod::getMetadata)
                        .map(metadata -> metadata.getName())
                        .collect(Collectors.toSet());
        return (int) api.list(Kind.ENDPOINT_SLICE, namespace, Map.of(SERVICE_NAME, service)).stream()
                .map(EndpointSlice::getEndpoints)
                .flatMap(List::stream)
                .filter(CanaryEndpoints::isReady)
                .flatMap(endpoint -> pod(endpoint).stream())
                .filter(pods::contains)
                .distinct()
                .count();
    }

    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }

    private static Optional<String> pod(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.getTargetRef()).map(ObjectReference::getName);
    }
}
