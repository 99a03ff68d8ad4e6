package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenShiftRouterTest extends RouterContract {
    private static final String SPEC = """
            host: checkout.example
            to: {kind: Service, name: checkout, weight: 100}
            tls: {termination: edge}
            alternateBackends: [{kind: Service, name: legacy, weight: 25}]
            """;

    private static MockCluster with(String spec) {
        return Shop.routed("route.openshift.io/v1", "Route", spec);
    }

    @Override
    MockCluster cluster() {
        return with(SPEC);
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.router(cluster, RouterKind.OPENSHIFT);
    }

    @Override
    List<String> route() {
        return List.of("Route", "checkout");
    }

    @Test
    void splitsStablesShareAndLeavesEverythingElse() {
        shift(25);

        assertThat(Yaml.json(cluster.fields("Route", "checkout").get("spec"))).isEqualTo(Yaml.json(Yaml.object("""
                        host: checkout.example
                        to: {kind: Service, name: checkout, weight: 75}
                        tls: {termination: edge}
                        alternateBackends:
                          - {kind: Service, name: checkout-canary, weight: 25}
                          - {kind: Service, name: legacy, weight: 25}
                        """)));
    }

    @Test
    void aRouteWithoutAlternatesHasNoneAfterwards() {
        cluster = with("to: {kind: Service, name: checkout, weight: 1}");
        router = router(cluster);
        claim = Shop.claim(router);
        String before = cluster.everything().toString();
        shift(50);
        assertThat(cluster.everything().toString()).contains("alternateBackends");
        home();

        assertThat(cluster.everything()).hasToString(before);
    }

    @Test
    void sharesThatAreTooSmallAreToldWithAWayOutOnlyWhereThereIsOne() {
        String spec = "{to: {name: checkout, weight: %d}, alternateBackends: [{name: legacy, weight: 1}]}";

        assertThat(router(with(spec.formatted(2)))
                        .problems(router(with(spec.formatted(2))).plan(), Exposure.of(List.of(5)), 4))
                .containsExactly("5 % is not possible where Route checkout gives stable a weight of 2: whole parts of"
                        + " that are 50 % or 100 % of it; write larger weights in the same proportion, such as 200");
        assertThat(router(with(spec.formatted(3)))
                        .problems(router(with(spec.formatted(3))).plan(), Exposure.of(List.of(5)), 4))
                .singleElement()
                .asString()
                .endsWith("of it");
    }

    @Test
    void moreThanThreeAlternatesAreRefused() {
        assertThatThrownBy(() -> router(
                                with("{to: {name: checkout}, alternateBackends: [{name: a}, {name: b}, {name: c}]}"))
                        .plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "has a route to checkout that has no room for checkout-canary: 4 destinations are the most; take one out");
    }
}
