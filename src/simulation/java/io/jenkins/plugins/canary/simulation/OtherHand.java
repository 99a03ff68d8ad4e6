package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.Map;

/**
 * A canary beside the {@link Scenery} that something else made, as a chart would: a Deployment {@code checkout-next} with the new
 * image, a Service of its own, and a place in the route; where pods are shares, pods behind stable's Service instead.
 *
 * @param weight percent that the route gives it
 */
public record OtherHand(String namespace, Routing routing, int replicas, int weight) {
    /** Name of the canary's Deployment, Service and Ingress. */
    public static final String NAME = Scenery.NAME + "-next";

    /** Puts everything into the cluster. */
    public void build(SimulatedCluster cluster, Instant now) {
        Deployment stable =
                cluster.find(Kind.DEPLOYMENT, namespace, Scenery.NAME).orElseThrow();
        Map<String, String> labels = routing == Routing.REPLICAS
                ? Map.of("app", Scenery.NAME, "version", "v2")
                : Map.of("app", NAME, "version", "v1");
        cluster.put(Kind.DEPLOYMENT, namespace, deployment(stable, labels));
        if (routing != Routing.REPLICAS) {
            cluster.put(Kind.SERVICE, namespace, service());
        }
        switch (routing) {
            case HOST -> put(cluster, ServedKind.VIRTUAL_SERVICE, virtualService());
            case HTTPROUTE -> put(cluster, ServedKind.HTTP_ROUTE, httpRoute());
            case NGINX -> put(cluster, ServedKind.INGRESS, ingress());
            default -> {}
        }
        cluster.settle(namespace, now);
    }

    private void put(SimulatedCluster cluster, Kind<GenericKubernetesResource> kind, String yaml) {
        GenericKubernetesResource made = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        cluster.find(kind, namespace, made.getMetadata().getName())
                .ifPresent(before -> made.setMetadata(before.getMetadata()));
        cluster.put(kind, namespace, made);
    }

    private Deployment deployment(Deployment stable, Map<String, String> labels) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(NAME)
                .addToLabels("app.kubernetes.io/managed-by", "Helm")
                .endMetadata()
                .withSpec(stable.getSpec())
                .editSpec()
                .withReplicas(replicas)
                .editSelector()
                .withMatchLabels(labels)
                .endSelector()
                .editTemplate()
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .editSpec()
                .editFirstContainer()
                .withImage(Scenery.CANARY_IMAGE)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Service service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .withClusterIP("10.96.0.11")
                .withClusterIPs("10.96.0.11")
                .addToSelector("app", NAME)
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withTargetPort(new IntOrString(8080))
                .endPort()
                .endSpec()
                .build();
    }

    private String virtualService() {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: checkout, labels: {team: shop}}
                spec:
                  hosts: [checkout]
                  http:
                  - name: primary
                    timeout: 5s
                    retries: {attempts: 0}
                    route:
                    - destination: {host: checkout, port: {number: 80}}
                      weight: %d
                    - destination: {host: checkout-next, port: {number: 80}}
                      weight: %d
                      headers: {response: {set: {x-version: next}}}
                """.formatted(100 - weight, weight);
    }

    private String httpRoute() {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: checkout, labels: {team: shop}}
                spec:
                  parentRefs:
                  - {group: gateway.networking.k8s.io, kind: Gateway, name: edge}
                  hostnames: [checkout.example]
                  rules:
                  - matches: [{path: {type: PathPrefix, value: /old}}]
                    filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]
                  - matches: [{path: {type: PathPrefix, value: /}}]
                    timeouts: {request: 5s}
                    backendRefs:
                    - {group: "", kind: Service, name: checkout-next, port: 80, weight: %d}
                    - {group: "", kind: Service, name: checkout, port: 80, weight: %d}
                """.formatted(weight, 100 - weight);
    }

    private String ingress() {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: checkout-next
                  labels: {team: shop}
                  annotations: {nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '%d'}
                spec:
                  ingressClassName: nginx
                  rules:
                  - host: checkout.example
                    http:
                      paths:
                      - {path: /, pathType: Prefix, backend: {service: {name: checkout-next, port: {name: http}}}}
                """.formatted(weight);
    }
}
