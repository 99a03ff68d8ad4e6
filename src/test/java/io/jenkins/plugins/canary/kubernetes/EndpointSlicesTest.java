package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointSlicesTest {
    private static final List<Pod> PODS = List.of(pod("a", "10.0.0.1"), pod("b", "10.0.0.2"), pod("c", "10.0.0.3"));

    @Test
    void endpointsThatAreReadyAndOursCountOnceEach() {
        assertThat(ready(
                        Kind.ENDPOINT_SLICE,
                        List.of("web"),
                        slice(
                                "web-1",
                                "web",
                                endpoint("a", "true") + "," + endpoint("b", "false") + "," + endpoint("other", "true")),
                        slice("web-2", "web", endpoint("a", "true") + "," + endpoint("c", "null"))))
                .isEqualTo(2);
    }

    @Test
    void aPodMustBeReadyBehindEveryService() {
        assertThat(ready(
                        Kind.ENDPOINT_SLICE,
                        List.of("web", "grpc"),
                        slice("web-1", "web", endpoint("a", "true") + "," + endpoint("b", "true")),
                        slice("grpc-1", "grpc", endpoint("a", "true"))))
                .isEqualTo(1);
    }

    @Test
    void anEndpointWithoutATargetIsKnownByItsAddress() {
        assertThat(ready(
                        Kind.ENDPOINT_SLICE,
                        List.of("web"),
                        slice("web-1", "web", "{addresses: [10.0.0.2]}, {addresses: [10.9.9.9]}")))
                .isEqualTo(1);
    }

    @Test
    void anOlderServerIsAskedInItsOwnVersion() {
        Kind<EndpointSlice> older =
                new Kind<>(EndpointSlice.class, "discovery.k8s.io", "v1beta1", "EndpointSlice", "endpointslices");
        assertThat(ready(older, List.of("web"), slice("web-1", "web", endpoint("a", "true"))))
                .isEqualTo(1);
    }

    @Test
    void withoutAServiceNothingIsReady() {
        assertThat(ready(Kind.ENDPOINT_SLICE, List.of())).isZero();
    }

    /** As the control plane writes a slice before the first pod of its Service has an address. */
    @Test
    void aSliceWhoseEndpointsAreNullHasNone() {
        EndpointSlice young = Yaml.read(slice("web-1", "web", ""), EndpointSlice.class);
        young.setEndpoints(null);
        KubernetesApi api = (KubernetesApi) Proxy.newProxyInstance(
                KubernetesApi.class.getClassLoader(),
                new Class<?>[] {KubernetesApi.class},
                (proxy, method, arguments) -> method.getName().equals("list") ? List.of(young) : true);

        assertThat(new EndpointSlices(api, "shop").ready("web", PODS)).isZero();
    }

    private static int ready(Kind<EndpointSlice> served, List<String> services, String... slices) {
        SimulatedClock clock = SimulatedClock.at(Records.START);
        try (SimulatedCluster cluster = SimulatedCluster.start(clock, List.of(new ServedKind(served, true, false)));
                KubernetesClient client = cluster.client()) {
            for (String slice : slices) {
                EndpointSlice object = Yaml.read(slice, EndpointSlice.class);
                object.setApiVersion(served.apiVersion());
                cluster.put(served, "shop", object);
            }
            return new EndpointSlices(new FabricKubernetesApi(client), "shop").readyEverywhere(services, PODS);
        }
    }

    private static String slice(String name, String service, String endpoints) {
        return "{kind: EndpointSlice, metadata: {name: %s, labels: {kubernetes.io/service-name: %s}}, endpoints: [%s]}"
                .formatted(name, service, endpoints);
    }

    private static String endpoint(String pod, String ready) {
        return "{addresses: [10.1.1.1], conditions: {ready: %s}, targetRef: {kind: Pod, name: %s}}"
                .formatted(ready, pod);
    }

    private static Pod pod(String name, String address) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withPodIP(address)
                .endStatus()
                .build();
    }
}
