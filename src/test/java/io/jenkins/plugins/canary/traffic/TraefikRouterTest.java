package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraefikRouterTest extends RouterContract {
    private static final String SPEC = """
            weighted:
              sticky: {cookie: {name: shop, secure: true}}
              services:
                - {name: checkout, port: 80, kind: Service, passHostHeader: true}
            """;

    private static MockCluster with(String spec) {
        return Shop.routed("traefik.io/v1alpha1", "TraefikService", spec);
    }

    @Override
    MockCluster cluster() {
        return with(SPEC);
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.router(cluster, RouterKind.TRAEFIK);
    }

    @Override
    List<String> route() {
        return List.of("TraefikService", "checkout");
    }

    @Test
    void splitsStablesShareAndLeavesEverythingElse() {
        shift(25);

        assertThat(Yaml.json(cluster.fields("TraefikService", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        weighted:
                          sticky: {cookie: {name: shop, secure: true}}
                          services:
                            - {name: checkout, port: 80, kind: Service, passHostHeader: true, weight: 75}
                            - {name: checkout-canary, port: 80, kind: Service, passHostHeader: true, weight: 25}
                        """)));
    }

    @Test
    void aServiceOfTraefiksOwnIsNotStable() {
        assertThatThrownBy(() -> router(with("weighted: {services: [{name: checkout, kind: TraefikService}]}"))
                        .plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has no route to a Service of");
    }

    @Test
    void aServiceThatOnlyMirrorsIsRefused() {
        assertThatThrownBy(() ->
                        router(with("mirroring: {name: checkout, port: 80}")).plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it routes to no backend");
    }

    @Test
    void rightsAreToTheGroupThatTheServerKnowsAndToBothBeforeSomebodyLooked() {
        TrafficSpec spec = new TrafficSpec(RouterKind.TRAEFIK, Map.of("name", "checkout"));

        assertThat(Routers.rights(spec, Optional.empty()))
                .extracting(Right::toString)
                .containsExactly(
                        "get traefikservices.traefik.io checkout",
                        "update traefikservices.traefik.io checkout",
                        "get traefikservices.traefik.containo.us checkout",
                        "update traefikservices.traefik.containo.us checkout");
        assertThat(Routers.rights(spec, Optional.of(router.plan())))
                .extracting(Right::group)
                .containsOnly("traefik.io");
    }
}
