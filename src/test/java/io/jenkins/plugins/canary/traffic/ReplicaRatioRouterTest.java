package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaRatioRouterTest extends RouterContract {
    private static final String CANARY = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout-canary, namespace: shop, labels: {canary.jenkins.io/release: r-1}}
            spec:
              replicas: 0
              selector: {matchLabels: {app: checkout, version: v1-canary}}
              template:
                metadata: {labels: {app: checkout, version: v1-canary}}
                spec: {containers: [{image: "checkout:2", name: checkout}]}
            """;

    @Override
    MockCluster cluster() {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, CANARY);
        endpoints(cluster, 0);
        return cluster;
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.replicas(cluster);
    }

    @Override
    List<String> route() {
        return List.of("Deployment", "checkout-canary");
    }

    @Override
    void settle() {
        boolean there = cluster.everything().containsKey("Deployment shop/checkout-canary");
        int wanted = there ? replicas() : 0;
        IntStream.range(0, 10).forEach(i -> cluster.remove("Pod", "checkout-canary-" + i));
        IntStream.range(0, wanted).forEach(i -> cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: checkout-canary-%d
                  namespace: shop
                  labels: {canary.jenkins.io/release: r-1, canary.jenkins.io/track: canary}
                """.formatted(i)));
        endpoints(cluster, wanted);
    }

    @Test
    void plansTheCanaryBehindAllServicesOfStable() {
        cluster.apply(Shop.service("checkout-admin", "app: checkout, tier: web"));
        cluster.apply(Shop.service("elsewhere", "app: other"));

        assertThat(router.plan().separation()).isEqualTo(Separation.SHARED_SERVICE);
        assertThat(router.plan().services()).containsExactly("checkout", "checkout-admin");
    }

    @Test
    void scalesTheCanaryToTheNumberOfPodsForTheWeight() {
        shift(33);

        assertThat(replicas()).isEqualTo(2);
    }

    @Test
    void doesNotCarryTheWeightUntilAllPodsAreReady() {
        router.shift(claim, 50);

        assertThat(router.carries(claim, 50)).isFalse();
    }

    @Test
    void countsNoPodThatIsNotReady() {
        shift(20);
        String slice = Yaml.json(cluster.fields("EndpointSlice", "checkout-x"));
        cluster.apply(slice.replace(
                "\"addresses\":[\"10.0.1.0\"]", "\"addresses\":[\"10.0.1.0\"],\"conditions\":{\"ready\":false}"));

        assertThat(router.carries(claim, 20)).isFalse();
    }

    @Test
    void weightZeroNeedsNoCanary() {
        cluster.remove("Deployment", "checkout-canary");
        router.shift(claim, 0);

        assertThat(router.carries(claim, 0)).isTrue();
    }

    @Test
    void countsOnlyPodsOfItsOwnRelease() {
        shift(50);

        assertThat(router.carries(Shop.claim(router, "r-2"), 50)).isFalse();
    }

    @Test
    void leavesACanaryOfAnotherReleaseAlone() {
        shift(50);
        router.home(Shop.claim(router, "r-2"));

        assertThat(replicas()).isEqualTo(4);
        assertThatThrownBy(() -> router.shift(Shop.claim(router, "r-2"), 20))
                .isInstanceOf(RefusedException.class)
                .hasMessage("traffic: there is no Deployment shop/checkout-canary of release r-2");
    }

    @Test
    void followsStableWhereAnAutoscalerGaveItMore() {
        shift(50);
        cluster.apply(Shop.DEPLOYMENT.replace("replicas: 4", "replicas: 8"));
        assertThat(router.carries(claim, 50)).isFalse();
        shift(50);

        assertThat(replicas()).isEqualTo(8);
        assertThat(router.carries(claim, 50)).isTrue();
    }

    @Test
    void refusesWeightsThatPodsCannotGive() {
        assertThat(router.problems(router.plan(), Exposure.of(List.of(5, 33, 50, 5)), 2))
                .containsExactly("5 % is not possible with 2 replicas: 33 % or 50 % are");
    }

    @Test
    void refusesWhereNoServiceSelectsStable() {
        cluster.remove("Service", "checkout");

        assertThatThrownBy(() -> router.plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "traffic: no Service in namespace shop selects the pods of Deployment shop/checkout (labels {");
    }

    @Test
    void refusesWhereStableIsNotThere() {
        cluster.remove("Deployment", "checkout");

        assertThatThrownBy(() -> router.plan())
                .isInstanceOf(RefusedException.class)
                .hasMessage("workload: there is no Deployment checkout in namespace shop");
    }

    private int replicas() {
        return Fields.number(Fields.in(cluster.fields("Deployment", "checkout-canary"), "spec"), "replicas");
    }

    private static void endpoints(MockCluster cluster, int canary) {
        String ready = IntStream.range(0, canary)
                .mapToObj(i -> "  - {addresses: [10.0.1.%d], targetRef: {kind: Pod, name: checkout-canary-%d}}\n"
                        .formatted(i, i))
                .collect(Collectors.joining());
        cluster.apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: checkout-x, namespace: shop, labels: {kubernetes.io/service-name: checkout}}
                addressType: IPv4
                endpoints:
                  - {addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: checkout-a}}
                """ + ready);
    }
}
