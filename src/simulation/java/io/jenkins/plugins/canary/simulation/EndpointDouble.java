package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.Optional;

/** Plays the EndpointSlice controller: one slice for each Service that has a selector. */
final class EndpointDouble {
    /** Label that names the Service a slice belongs to. */
    static final String SERVICE = "kubernetes.io/service-name";

    private EndpointDouble() {}

    static void pass(Room room) {
        List<Pod> pods = room.list(Kind.POD);
        List<EndpointSlice> slices = room.list(Kind.ENDPOINT_SLICE);
        for (Service service : room.list(Kind.SERVICE)) {
            if (service.getSpec().getSelector() != null
                    && !service.getSpec().getSelector().isEmpty()) {
                pass(room, service, pods, slices);
            }
        }
    }

    private static void pass(Room room, Service service, List<Pod> pods, List<EndpointSlice> slices) {
        List<Endpoint> endpoints = pods.stream()
                .filter(pod -> Room.selects(service.getSpec().getSelector(), pod))
                .filter(pod -> pod.getStatus() != null)
                .map(EndpointDouble::endpoint)
                .toList();
        Optional<EndpointSlice> found =
                slices.stream().filter(slice -> Room.owns(service, slice)).findFirst();
        if (found.isEmpty()) {
            room.create(Kind.ENDPOINT_SLICE, slice(service, endpoints));
            return;
        }
        if (!endpoints.equals(found.get().getEndpoints())
                || !ports(service).equals(found.get().getPorts())) {
            EndpointSlice told = new EndpointSliceBuilder(found.get())
                    .withEndpoints(endpoints)
                    .withPorts(ports(service))
                    .build();
            room.update(Kind.ENDPOINT_SLICE, found.get(), told);
        }
    }

    private static EndpointSlice slice(Service service, List<Endpoint> endpoints) {
        String name = service.getMetadata().getName();
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(name + "-" + Hashes.name(service.getMetadata().getUid(), 5))
                .withLabels(service.getMetadata().getLabels())
                .addToLabels(SERVICE, name)
                .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .withOwnerReferences(Room.reference(service))
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(endpoints)
                .withPorts(ports(service))
                .build();
    }

    private static List<EndpointPort> ports(Service service) {
        return service.getSpec().getPorts().stream()
                .map(port -> new EndpointPortBuilder()
                        .withName(port.getName() == null ? "" : port.getName())
                        .withPort(
                                port.getTargetPort() == null
                                                || port.getTargetPort().getIntVal() == null
                                        ? port.getPort()
                                        : port.getTargetPort().getIntVal())
                        .withProtocol("TCP")
                        .build())
                .toList();
    }

    private static Endpoint endpoint(Pod pod) {
        boolean ready = PodLife.readySince(pod).isPresent();
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions(ready, ready, pod.getMetadata().getDeletionTimestamp() != null)
                .withNewTargetRef()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
    }
}
