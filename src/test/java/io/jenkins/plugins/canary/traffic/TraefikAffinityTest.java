package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a router must do, where a TraefikService keeps users. */
class TraefikAffinityTest extends RouterContract {
    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

    @Override
    MockCluster cluster() {
        return with("weighted: {services: [{name: checkout, port: 80}]}");
    }

    private static MockCluster with(String spec) {
        return Shop.routed("traefik.io/v1alpha1", "TraefikService", spec);
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.keeping(cluster, RouterKind.TRAEFIK);
    }

    @Override
    List<String> route() {
        return List.of("TraefikService", "checkout");
    }

    @Test
    void theServiceIsStickyByACookieOfTheReleasesAsLongAsItIsSplit() {
        claim = claim.serving(25, NOW);
        shift(25);
        assertThat(cluster.everything().get("TraefikService shop/checkout"))
                .contains("\"sticky\":{\"cookie\":{\"name\":\"canary-r-1\",\"maxAge\":3600,\"httpOnly\":true}}");
        home();
        assertThat(cluster.everything().get("TraefikService shop/checkout")).doesNotContain("sticky");
    }

    @Test
    void aServiceThatIsStickyAlreadyIsRefused() {
        cluster = with("weighted: {sticky: {cookie: {name: shop}}, services: [{name: checkout, port: 80}]}");

        assertThat(router(cluster).problems(router(cluster).plan(), Exposure.of(List.of(5)), 4))
                .containsExactly(
                        "traffic: TraefikService shop/checkout has a route to stable with sticky of its own, by"
                                + " which users stay already, so that users cannot be kept with their version; leave affinity"
                                + " out");
    }
}
