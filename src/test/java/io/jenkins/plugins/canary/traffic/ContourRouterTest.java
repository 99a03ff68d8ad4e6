package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContourRouterTest extends RouterContract {
    private static final String SPEC = """
            virtualhost: {fqdn: checkout.example, tls: {passthrough: true}}
            routes:
              - conditions: [{prefix: /}]
                timeoutPolicy: {response: 5s}
                services:
                  - {name: checkout, port: 80, protocol: h2c}
                  - {name: checkout, port: 81, mirror: true}
              - conditions: [{prefix: /old}]
                services: [{name: legacy, port: 80}, {name: older, port: 80}]
            tcpproxy:
              services: [{name: checkout, port: 443, weight: 90}, {name: legacy, port: 443, weight: 10}]
            """;

    private static MockCluster with(String spec) {
        return Shop.routed("projectcontour.io/v1", "HTTPProxy", spec);
    }

    @Override
    MockCluster cluster() {
        return with(SPEC);
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.router(cluster, RouterKind.CONTOUR);
    }

    @Override
    List<String> route() {
        return List.of("HTTPProxy", "checkout");
    }

    @Override
    List<Exposure> chosen() {
        return COHORTS;
    }

    @Test
    void splitsStablesShareAndLeavesEverythingElse() {
        shift(20);

        assertThat(Yaml.json(cluster.fields("HTTPProxy", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        virtualhost: {fqdn: checkout.example, tls: {passthrough: true}}
                        routes:
                          - conditions: [{prefix: /}]
                            timeoutPolicy: {response: 5s}
                            services:
                              - {name: checkout, port: 80, protocol: h2c, weight: 80}
                              - {name: checkout-canary, port: 80, protocol: h2c, weight: 20}
                              - {name: checkout, port: 81, mirror: true}
                          - conditions: [{prefix: /old}]
                            services: [{name: legacy, port: 80}, {name: older, port: 80}]
                        tcpproxy:
                          services:
                            - {name: checkout, port: 443, weight: 72}
                            - {name: checkout-canary, port: 443, weight: 18}
                            - {name: legacy, port: 443, weight: 10}
                        """)));
    }

    @Test
    void equalSharesWithoutWeightsAreRefused() {
        assertThatThrownBy(() -> router(
                                with("routes: [{services: [{name: checkout, port: 80}, {name: legacy, port: 80}]}]"))
                        .plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "has a route to several services without any weight, which Contour takes for equal shares; write weights");
    }

    @Test
    void aCohortHasARouteOfItsOwnAndConnectionsHaveNone() {
        shift(new Exposure(0, Optional.of(LIKE_BETA), 0));

        assertThat(cluster.everything().get("HTTPProxy shop/checkout"))
                .contains("{\"prefix\":\"/\"},{\"header\":{\"name\":\"x-user-group\",\"regex\":\"be.*\"}}")
                .containsOnlyOnce("\"name\":\"checkout-canary\"");
    }
}
