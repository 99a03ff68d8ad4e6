package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which pods a Service really sends traffic to, as its EndpointSlices say. A condition {@code ready} that is not set means ready.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions">Kubernetes:
 *     EndpointSlices</a>
 */
public final class EndpointSlices {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** Before Kubernetes 1.21; it has all the fields that count here. */
    private static final Kind<EndpointSlice> OLDER = new Kind<>(
            EndpointSlice.class,
            Kind.ENDPOINT_SLICE.group(),
            "v1beta1",
            Kind.ENDPOINT_SLICE.kind(),
            Kind.ENDPOINT_SLICE.plural());

    private final KubernetesApi api;
    private final String namespace;
    private volatile Optional<Kind<EndpointSlice>> known = Optional.empty();

    /** The EndpointSlices of a namespace, in the version that the server knows. */
    public EndpointSlices(KubernetesApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** How many of the pods are ready behind every one of the Services. */
    int readyEverywhere(List<String> services, Collection<Pod> pods) {
        return services.stream().mapToInt(service -> ready(service, pods)).min().orElse(0);
    }

    /** How many of the pods are ready behind the Service. */
    public int ready(String service, Collection<Pod> pods) {
        Map<String, String> places = new HashMap<>();
        for (Pod pod : pods) {
            String name = pod.getMetadata().getName();
            places.put(name, name);
            if (pod.getStatus() != null && pod.getStatus().getPodIP() != null) {
                places.put(pod.getStatus().getPodIP(), name);
            }
        }
        return (int) slices(service).stream()
                .flatMap(EndpointSlices::endpoints)
                .filter(EndpointSlices::isReady)
                .flatMap(EndpointSlices::places)
                .filter(places::containsKey)
                .map(places::get)
                .distinct()
                .count();
    }

    /** Whether the server knows them in a version that is understood here. */
    boolean areServed() {
        return api.serves(Kind.ENDPOINT_SLICE) || api.serves(OLDER);
    }

    private List<EndpointSlice> slices(String service) {
        if (known.isEmpty()) {
            known = Optional.of(api.serves(Kind.ENDPOINT_SLICE) ? Kind.ENDPOINT_SLICE : OLDER);
        }
        return api.list(known.get(), namespace, Map.of(SERVICE_NAME, service));
    }

    /** The control plane writes null while there are none. */
    private static Stream<Endpoint> endpoints(EndpointSlice slice) {
        return Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream);
    }

    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }

    private static Stream<String> places(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.getTargetRef())
                .map(ObjectReference::getName)
                .map(Stream::of)
                .orElseGet(() -> endpoint.getAddresses().stream());
    }
}
