package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class TrafficMapTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final SimulatedCluster CLUSTER = SimulatedCluster.start(SimulatedClock.at(START));

    private String namespace;

    @BeforeEach
    void name(TestInfo test) {
        namespace = "ns-" + Hashes.name(test.getDisplayName(), 8);
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void withoutARouterEveryReadyPodGetsTheSame() {
        build(Routing.REPLICAS);
        canary("checkout", "canary", 1);

        assertThat(map().toward(canaryPods())).isCloseTo(0.25, within(1e-12));
        assertThat(map().lost()).isZero();
    }

    @Test
    void hostsGetTheirWeight() {
        build(Routing.HOST);
        canary("checkout-canary", "v1", 1);
        service();
        routes("""
                - route:
                  - {destination: {host: checkout.%s.svc.cluster.local}, weight: 95}
                  - {destination: {host: checkout-canary}, weight: 5}
                """.formatted(namespace));

        assertThat(map().toward(canaryPods())).isCloseTo(0.05, within(1e-12));
        assertThat(map().shares()).extracting(TrafficMap.Share::pods).noneMatch(pods -> pods.isEmpty());
    }

    @Test
    void backendsOfAnHttpRouteGetTheirPartOfAllWeights() {
        build(Routing.HTTPROUTE);
        canary("checkout-canary", "v1", 1);
        service();
        rules("""
                - matches: [{path: {type: PathPrefix, value: /check}}]
                  backendRefs: [{name: nowhere}]
                - matches: [{path: {type: PathPrefix, value: /checkout}, method: POST}]
                  backendRefs: [{name: nowhere}]
                - matches: [{path: {type: Exact, value: /checkout}}]
                  backendRefs: [{name: checkout, weight: 4}, {name: checkout-canary}]
                """);

        assertThat(map().toward(canaryPods())).isCloseTo(0.2, within(1e-12));
        assertThat(map().lost()).isZero();
    }

    @Test
    void aBackendWithoutAWeightServesNobody() {
        build(Routing.HTTPROUTE);
        rules("- backendRefs: [{name: checkout, weight: 0}]");

        assertThat(map().lost()).isEqualTo(1);
    }

    @Test
    void subsetsAreToldApartByTheirLabels() {
        build(Routing.SUBSET);
        canary("checkout", "canary", 1);
        CLUSTER.put(ServedKind.DESTINATION_RULE, namespace, yaml("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: checkout}
                spec:
                  host: checkout
                  subsets:
                  - {name: v1, labels: {version: v1}}
                  - {name: canary, labels: {version: canary}}
                """));
        routes("""
                - route:
                  - {destination: {host: checkout, subset: v1}, weight: 75}
                  - {destination: {host: checkout, subset: canary}, weight: 25}
                """);

        assertThat(map().toward(canaryPods())).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void whatPointsAtNothingIsLost() {
        build(Routing.HOST);
        routes("""
                - route:
                  - {destination: {host: checkout}, weight: 90}
                  - {destination: {host: checkout-canary}, weight: 10}
                """);
        assertThat(map().lost()).isCloseTo(0.1, within(1e-12));

        routes("""
                - route:
                  - {destination: {host: checkout, subset: canary}}
                """);
        assertThat(map().lost()).isEqualTo(1);
    }

    @Test
    void podsThatAreNotReadyGetNothing() {
        Scenery.checkout(namespace).build(CLUSTER, START);

        CLUSTER.settle(namespace, START.plusSeconds(9));

        assertThat(map().lost()).isEqualTo(1);
    }

    @Test
    void routesWithConditionsAreForOthers() {
        build(Routing.HOST);
        routes("""
                - match: [{headers: {x-canary: {exact: "1"}}}]
                  route: [{destination: {host: elsewhere}}]
                - match: [{uri: {prefix: /admin}}, {uri: {exact: /login}}]
                  route: [{destination: {host: elsewhere}}]
                - match: [{uri: {prefix: /}}]
                  route: [{destination: {host: checkout}}]
                """);

        assertThat(map().lost()).isZero();
    }

    private void build(Routing routing) {
        Scenery.checkout(namespace).routed(routing).build(CLUSTER, START);
        CLUSTER.settle(namespace, START.plusSeconds(10));
    }

    private void canary(String app, String version, int replicas) {
        Deployment stable = CLUSTER.find(Kind.DEPLOYMENT, namespace, "checkout").orElseThrow();
        Deployment canary = new DeploymentBuilder(stable)
                .editMetadata()
                .withName("checkout-canary")
                .endMetadata()
                .editSpec()
                .withReplicas(replicas)
                .editSelector()
                .addToMatchLabels("app", app)
                .addToMatchLabels("version", version)
                .endSelector()
                .editTemplate()
                .editMetadata()
                .addToLabels("app", app)
                .addToLabels("version", version)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        CLUSTER.put(Kind.DEPLOYMENT, namespace, canary);
        CLUSTER.settle(namespace, START.plusSeconds(30));
    }

    private void service() {
        CLUSTER.put(
                Kind.SERVICE,
                namespace,
                new ServiceBuilder()
                        .withNewMetadata()
                        .withName("checkout-canary")
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("app", "checkout-canary")
                        .endSpec()
                        .build());
        CLUSTER.settle(namespace, START.plusSeconds(30));
    }

    private void routes(String http) {
        CLUSTER.put(ServedKind.VIRTUAL_SERVICE, namespace, yaml("""
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: checkout}
                        spec:
                          hosts: [checkout]
                          http:
                        """ + http.indent(2)));
    }

    private void rules(String rules) {
        CLUSTER.put(ServedKind.HTTP_ROUTE, namespace, yaml("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: HTTPRoute
                        metadata: {name: checkout}
                        spec:
                          hostnames: [checkout.example]
                          rules:
                        """ + rules.indent(2)));
    }

    private static GenericKubernetesResource yaml(String text) {
        return Serialization.unmarshal(text, GenericKubernetesResource.class);
    }

    private TrafficMap map() {
        return TrafficMap.of(CLUSTER, namespace, "checkout");
    }

    private Set<String> canaryPods() {
        return CLUSTER.list(Kind.POD, namespace).stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(name -> name.startsWith("checkout-canary-"))
                .collect(Collectors.toSet());
    }
}
