package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a router must do, where an AWS load balancer keeps users. */
class AlbAffinityTest extends RouterContract {
    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

    @Override
    MockCluster cluster() {
        return with("");
    }

    private static MockCluster with(String stickiness) {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE).serve("networking.k8s.io/v1", "Ingress");
        String action =
                "{ \"type\": \"forward\", \"forwardConfig\": {\"targetGroups\": [{\"serviceName\": \"checkout\","
                        + " \"servicePort\": 80}]" + stickiness + "} }";
        cluster.apply(Shop.ingress("annotations: {alb.ingress.kubernetes.io/actions.web: '" + action + "'}", """
                rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: use-annotation}}}}]}}]
                """));
        return cluster;
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.keeping(cluster, RouterKind.ALB);
    }

    @Override
    List<String> route() {
        return List.of("Ingress", "checkout");
    }

    @Test
    void theTargetGroupsStickAsLongAsTheyAreSplit() {
        claim = claim.serving(25, NOW);
        shift(25);
        assertThat(cluster.everything().get("Ingress shop/checkout"))
                .contains("\\\"targetGroupStickinessConfig\\\":{\\\"enabled\\\":true,\\\"durationSeconds\\\":3600}");
        home();
        assertThat(cluster.everything().get("Ingress shop/checkout")).doesNotContain("tickiness");
    }

    @Test
    void anActionThatSticksAlreadyIsRefusedHoweverItIsSpelt() {
        cluster = with(", \"TargetGroupStickinessConfig\": {\"Enabled\": false}");

        assertThat(router(cluster).problems(router(cluster).plan(), Exposure.of(List.of(5)), 4))
                .containsExactly(
                        "traffic: Ingress shop/checkout has a route to stable with targetGroupStickinessConfig of"
                                + " its own, by which users stay already, so that users cannot be kept with their version; leave"
                                + " affinity out");
    }
}
