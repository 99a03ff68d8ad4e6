package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Separation;
import org.junit.jupiter.api.Test;

class IstioSubsetRouterTest extends IstioContract {
    private static final String RULE = """
            host: checkout
            trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
            subsets:
              - {name: v1, labels: {version: v1, tier: web}, trafficPolicy: {connectionPool: {http: {maxRetries: 3}}}}
              - {name: v2, labels: {version: v2}}
            """;
    private static final String SPEC = """
            hosts: [checkout]
            http:
              - route:
                  - {destination: {host: checkout, subset: v1}, weight: 60}
                  - {destination: {host: checkout, subset: v2}, weight: 40}
            """;

    @Override
    MockCluster cluster() {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(SPEC), Shop.destinationRule(RULE));
    }

    @Test
    void plansTheCanaryBehindStablesService() {
        assertThat(claim.route().separation()).isEqualTo(Separation.SHARED_SERVICE);
        assertThat(claim.route().services()).containsExactly("checkout");
    }

    @Test
    void makesASubsetForTheCanaryBeforeTheRouteNamesIt() {
        shift(25);

        assertThat(cluster.calls)
                .filteredOn(call -> call.startsWith("update"))
                .containsExactly("update DestinationRule checkout", "update VirtualService checkout");
        assertThat(cluster.fields("DestinationRule", "checkout").get("spec")).isEqualTo(Yaml.object("""
                        host: checkout
                        trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
                        subsets:
                          - {name: v1, labels: {version: v1, tier: web}, trafficPolicy: {connectionPool: {http: {maxRetries: 3}}}}
                          - {name: v2, labels: {version: v2}}
                          - name: canary
                            labels: {canary.jenkins.io/track: canary, version: v1-canary, tier: web}
                            trafficPolicy: {connectionPool: {http: {maxRetries: 3}}}
                        """));
        assertThat(cluster.fields("VirtualService", "checkout").get("spec")).isEqualTo(Yaml.object("""
                        hosts: [checkout]
                        http:
                          - route:
                              - {destination: {host: checkout, subset: v1}, weight: 45}
                              - {destination: {host: checkout, subset: canary}, weight: 15}
                              - {destination: {host: checkout, subset: v2}, weight: 40}
                        """));
    }

    @Test
    void keepsTheSubsetWhileTheCanaryDrains() {
        shift(25);
        Object withCanary = cluster.fields("DestinationRule", "checkout").get("spec");
        home();

        assertThat(cluster.fields("DestinationRule", "checkout").get("spec")).isEqualTo(withCanary);
    }

    @Test
    void doesNotCarryAWeightWithoutItsSubset() {
        shift(25);
        cluster.apply(Shop.destinationRule(RULE));

        assertThat(router.carries(claim, 25)).isFalse();
    }

    @Test
    void refusesToShiftWhenTheRuleWasDeleted() {
        cluster.remove("DestinationRule", "checkout");

        assertThatThrownBy(() -> router.shift(claim, 25))
                .isInstanceOf(RefusedException.class)
                .hasMessage("traffic: DestinationRule shop/checkout is gone; it was there when the release began, so"
                        + " somebody deleted it");
    }
}
