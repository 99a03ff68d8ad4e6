package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A DestinationRule exists, but the route names no subset: the canary's pods would be reached whatever the weights say. */
class IstioGuardedSubsetRouterTest extends IstioContract {
    private static final String RULE = "{host: checkout.shop, trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}}}";
    private static final String SPEC = """
            hosts: [checkout]
            http:
              - {name: pay, match: [{uri: {prefix: /pay}}], route: [{destination: {host: checkout, port: {number: 80}}}]}
              - {route: [{destination: {host: checkout}, weight: 100}]}
            """;

    @Override
    MockCluster cluster() {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(SPEC), Shop.destinationRule(RULE));
    }

    @Test
    void atWeightZeroHoldsTrafficToStablesPods() {
        shift(0);

        assertThat(cluster.fields("DestinationRule", "checkout").get("spec")).isEqualTo(Yaml.object("""
                        host: checkout.shop
                        trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}}
                        subsets:
                          - {name: stable, labels: {version: v1}}
                          - {name: canary, labels: {canary.jenkins.io/track: canary, version: v1-canary}}
                        """));
        assertThat(http()).isEqualTo(Yaml.list("""
                - name: pay
                  match: [{uri: {prefix: /pay}}]
                  route: [{destination: {host: checkout, port: {number: 80}, subset: stable}}]
                - route: [{destination: {host: checkout, subset: stable}, weight: 100}]
                """));
    }

    @Test
    void givesTheCanaryItsSubset() {
        shift(5);

        assertThat(http()).isEqualTo(Yaml.list("""
                - name: pay
                  match: [{uri: {prefix: /pay}}]
                  route:
                    - {destination: {host: checkout, port: {number: 80}, subset: stable}, weight: 95}
                    - {destination: {host: checkout, port: {number: 80}, subset: canary}, weight: 5}
                - route:
                    - {destination: {host: checkout, subset: stable}, weight: 95}
                    - {destination: {host: checkout, subset: canary}, weight: 5}
                """));
    }

    @Test
    void holdsTrafficToStablesPodsUntilTheCanaryIsGone() {
        shift(0);
        Object guarded = http();
        shift(50);
        home();

        assertThat(http()).isEqualTo(guarded);
        assertThat(router.carries(claim, 0)).isTrue();
    }

    @Test
    void isNotHomeWhenSomebodyTookTheGuardOff() {
        shift(50);
        home();
        cluster.apply(Shop.virtualService(SPEC));

        assertThat(router.carries(claim, 0)).isFalse();
        home();
        assertThat(router.carries(claim, 0)).isTrue();
    }

    @Test
    void namesNoSubsetThatSomebodyTookAway() {
        shift(50);
        cluster.apply(Shop.destinationRule(RULE));
        home();
        assertThat(router.carries(claim, 0)).isFalse();
        home();

        assertThat(http()).isEqualTo(Fields.list(Yaml.object(SPEC), "http"));
        assertThat(router.carries(claim, 0)).isTrue();
    }

    private List<?> http() {
        return Fields.list(Fields.in(cluster.fields("VirtualService", "checkout"), "spec"), "http");
    }
}
