package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a router must do, where a VirtualService keeps users by a cookie. */
class IstioAffinityTest extends RouterContract {
    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

    @Override
    MockCluster cluster() {
        return with("""
                hosts: [checkout]
                http:
                  - name: pay
                    match: [{uri: {prefix: /pay}}]
                    route:
                      - {destination: {host: legacy}, weight: 20}
                      - {destination: {host: checkout}, weight: 80, headers: {response: {add: {via: mesh}}}}
                  - route: [{destination: {host: checkout}, headers: {request: {set: {x: y}}}}]
                tcp: [{match: [{port: 9000}], route: [{destination: {host: checkout}}]}]
                """);
    }

    private static MockCluster with(String spec) {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(spec));
    }

    @Override
    List<Exposure> chosen() {
        return both();
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.keeping(cluster, RouterKind.ISTIO);
    }

    @Override
    List<String> route() {
        return List.of("VirtualService", "checkout");
    }

    @Test
    void leadsEveryoneToTheVersionThatTheCookieSaysAndDrawsStablesUsersAgainWhenTheWeightRises() {
        cluster = with("hosts: [checkout]\nhttp: [{name: all, route: [{destination: {host: checkout}}]}]");
        router = router(cluster);
        claim = Shop.claim(router).serving(5, NOW);
        shift(5);
        claim = claim.serving(25, NOW);
        shift(25);

        assertThat(router.carries(claim, 25)).isTrue();
        assertThat(Yaml.json(cluster.fields("VirtualService", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        hosts: [checkout]
                        http:
                          - name: all-canary-stays
                            route: [{destination: {host: checkout-canary}}]
                            match: [{headers: {cookie: {regex: '^(.*;\\s*)?canary-checkout=(r-1-canary-[0-9]+)(;.*)?$'}}}]
                          - name: all-stable-stays
                            route: [{destination: {host: checkout}}]
                            match: [{headers: {cookie: {regex: '^(.*;\\s*)?canary-checkout=r-1-stable-25(;.*)?$'}}}]
                          - name: all-drawn-again
                            route:
                              - {destination: {host: checkout}, weight: 79, headers: {response: {add: {Set-Cookie: %1$s}}}}
                              - {destination: {host: checkout-canary}, weight: 21, headers: {response: {add: {Set-Cookie: %2$s}}}}
                            match: [{headers: {cookie: {regex: '^(.*;\\s*)?canary-checkout=r-1-stable-5(;.*)?$'}}}]
                          - name: all
                            route:
                              - {destination: {host: checkout}, weight: 75, headers: {response: {add: {Set-Cookie: %1$s}}}}
                              - {destination: {host: checkout-canary}, weight: 25, headers: {response: {add: {Set-Cookie: %2$s}}}}
                        """.formatted(setting("stable"), setting("canary")))));
    }

    private static String setting(String version) {
        return "canary-checkout=r-1-" + version + "-25; Path=/; Max-Age=3600; HttpOnly";
    }

    @Test
    void aRouteThatSetsACookieIsRefused() {
        cluster = with("hosts: [checkout]\nhttp: [{route: [{destination: {host: checkout},"
                + " headers: {response: {set: {set-cookie: a=b}}}}]}]");

        assertThat(router(cluster).problems(router(cluster).plan(), Exposure.of(List.of(5)), 4))
                .containsExactly(
                        "traffic: VirtualService shop/checkout has a route to stable that sets a cookie, so that"
                                + " users cannot be kept with their version; leave affinity out");
    }

    @Test
    void aRouteOfConnectionsKnowsNoUsers() {
        cluster = with("hosts: [checkout]\ntcp: [{route: [{destination: {host: checkout}}]}]");

        assertThat(router(cluster).problems(router(cluster).plan(), Exposure.of(List.of(5)), 4))
                .containsExactly(
                        "traffic: VirtualService shop/checkout has no route to stable that could tell users apart,"
                                + " so that users cannot be kept with their version; leave affinity out");
    }
}
