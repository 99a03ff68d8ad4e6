package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrpcRouteRouterTest extends RouterContract {
    private static final String SPEC = """
            hostnames: [checkout.example]
            rules:
              - matches: [{method: {service: shop.Checkout, method: Pay}}]
                backendRefs: [{group: "", kind: Service, name: checkout, port: 80, weight: 1}]
              - backendRefs: [{name: legacy, port: 80}]
            """;

    private static MockCluster with(String spec) {
        return Shop.routed("gateway.networking.k8s.io/v1", "GRPCRoute", spec);
    }

    @Override
    MockCluster cluster() {
        return with(SPEC);
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.router(cluster, RouterKind.GRPC_ROUTE);
    }

    @Override
    List<String> route() {
        return List.of("GRPCRoute", "checkout");
    }

    @Override
    List<Exposure> chosen() {
        return both();
    }

    @Test
    void splitsStablesShareAndLeavesEverythingElse() {
        shift(25);

        assertThat(Yaml.json(cluster.fields("GRPCRoute", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        hostnames: [checkout.example]
                        rules:
                          - matches: [{method: {service: shop.Checkout, method: Pay}}]
                            backendRefs:
                              - {group: "", kind: Service, name: checkout, port: 80, weight: 75}
                              - {group: "", kind: Service, name: checkout-canary, port: 80, weight: 25}
                          - backendRefs: [{name: legacy, port: 80}]
                        """)));
    }

    @Test
    void aRouteElsewhereIsRefused() {
        assertThatThrownBy(() ->
                        router(with("rules: [{backendRefs: [{name: legacy}]}]")).plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "has no route to a Service of Deployment shop/checkout (checkout); it routes to legacy");
    }
}
