package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmiRouterTest extends RouterContract {
    private static final String SPEC = """
            service: checkout
            backends:
              - {service: checkout, weight: 800}
              - {service: legacy, weight: 200}
            """;

    private static MockCluster with(String spec) {
        return Shop.routed("split.smi-spec.io/v1alpha2", "TrafficSplit", spec);
    }

    @Override
    MockCluster cluster() {
        return with(SPEC);
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.router(cluster, RouterKind.SMI);
    }

    @Override
    List<String> route() {
        return List.of("TrafficSplit", "checkout");
    }

    @Test
    void splitsStablesShareAndLeavesEverythingElse() {
        shift(25);

        assertThat(Yaml.json(cluster.fields("TrafficSplit", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        service: checkout
                        backends:
                          - {service: checkout, weight: 600}
                          - {service: checkout-canary, weight: 200}
                          - {service: legacy, weight: 200}
                        """)));
    }

    @Test
    void aSplitElsewhereIsRefused() {
        assertThatThrownBy(() -> router(with("{service: checkout, backends: [{service: legacy, weight: 1}]}"))
                        .plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it routes to legacy");
    }
}
