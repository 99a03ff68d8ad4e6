package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a router must do, where an HTTPRoute keeps users by a cookie. */
class HttpRouteAffinityTest extends RouterContract {
    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

    @Override
    MockCluster cluster() {
        return with("""
                rules:
                  - name: pay
                    matches: [{path: {type: PathPrefix, value: /pay}}]
                    backendRefs:
                      - {name: legacy, port: 80, weight: 200}
                      - {name: checkout, port: 80, weight: 800, filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [via]}}]}
                  - matches: [{path: {type: PathPrefix, value: /}}]
                    backendRefs: [{name: checkout, port: 80}]
                """);
    }

    private static MockCluster with(String spec) {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute(spec));
    }

    @Override
    List<Exposure> chosen() {
        return both();
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.keeping(cluster, RouterKind.HTTP_ROUTE);
    }

    @Override
    List<String> route() {
        return List.of("HTTPRoute", "checkout");
    }

    @Test
    void leadsEveryoneToTheVersionThatTheCookieSaysAndDrawsStablesUsersAgainWhenTheWeightRises() {
        cluster =
                with("rules: [{name: all, matches: [{path: {value: /}}], backendRefs: [{name: checkout, port: 80}]}]");
        router = router(cluster);
        claim = Shop.claim(router).serving(5, NOW);
        shift(5);
        claim = claim.serving(25, NOW);
        shift(25);

        assertThat(router.carries(claim, 25)).isTrue();
        assertThat(Yaml.json(cluster.fields("HTTPRoute", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        rules:
                          - matches: [{path: {value: /}, headers: [{type: RegularExpression, name: cookie, value: '^(.*;\\s*)?canary-checkout=(r-1-canary-[0-9]+)(;.*)?$'}]}]
                            backendRefs: [{name: checkout-canary, port: 80}]
                          - matches: [{path: {value: /}, headers: [{type: RegularExpression, name: cookie, value: '^(.*;\\s*)?canary-checkout=r-1-stable-25(;.*)?$'}]}]
                            backendRefs: [{name: checkout, port: 80}]
                          - matches: [{path: {value: /}, headers: [{type: RegularExpression, name: cookie, value: '^(.*;\\s*)?canary-checkout=r-1-stable-5(;.*)?$'}]}]
                            backendRefs:
                              - {name: checkout, port: 80, weight: 79, %1$s}
                              - {name: checkout-canary, port: 80, weight: 21, %2$s}
                          - name: all
                            matches: [{path: {value: /}}]
                            backendRefs:
                              - {name: checkout, port: 80, weight: 75, %1$s}
                              - {name: checkout-canary, port: 80, weight: 25, %2$s}
                        """.formatted(setting("stable"), setting("canary")))));
    }

    private static String setting(String version) {
        return "filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {add: [{name: Set-Cookie, value:"
                + " 'canary-checkout=r-1-" + version + "-25; Path=/; Max-Age=3600; HttpOnly'}]}}]";
    }

    @Test
    void keepsNobodyWithTheCanaryWhenTheWeightFalls() {
        claim = claim.serving(25, NOW);
        shift(25);
        claim = claim.serving(10, NOW);
        shift(10);

        assertThat(cluster.everything().get("HTTPRoute shop/checkout"))
                .contains("canary-checkout=r-1-canary-10(", "canary-checkout=r-1-stable-10(")
                .doesNotContain("[0-9]+", "-25");
    }

    @Test
    void aRouteWithoutRoomForThreeRulesMoreIsRefused() {
        cluster = with("rules:\n"
                + "  - {matches: [{path: {value: /n}}], backendRefs: [{name: checkout, port: 80}]}\n".repeat(5));

        assertThat(router(cluster).problems(router(cluster).plan(), Exposure.of(List.of(5, 25, 100)), 4))
                .containsExactly("traffic: HTTPRoute shop/checkout has no room for more rules: 16 are the most, so that"
                        + " users cannot be kept with their version; leave affinity out");
    }

    @Test
    void aRouteThatSetsACookieOrAsksForOneIsRefused() {
        String sets = "{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: set-cookie, value: a=b}]}}";
        cluster = with("rules: [{backendRefs: [{name: checkout, port: 80, filters: [" + sets + "]}]}]");
        assertThat(router(cluster).problems(router(cluster).plan(), Exposure.of(List.of(5)), 4))
                .containsExactly(
                        "traffic: HTTPRoute shop/checkout has a route to stable that sets a cookie, so that users"
                                + " cannot be kept with their version; leave affinity out");
        cluster =
                with("rules: [{matches: [{headers: [{name: Cookie, value: gold}]}], backendRefs: [{name: checkout}]}]");
        assertThat(router(cluster).problems(router(cluster).plan(), Exposure.of(List.of(5)), 4))
                .containsExactly("traffic: HTTPRoute shop/checkout has a rule to stable with a condition on the header"
                        + " cookie, so that users cannot be kept with their version; leave affinity out");
    }

    @Test
    void whereAllOrNothingIsTheCanarysNobodyIsDrawn() {
        shift(100);
        assertThat(cluster.everything().get("HTTPRoute shop/checkout")).doesNotContain("ookie");
        assertThat(router(with("rules: [{matches: [{headers: [{name: Cookie}]}], backendRefs: [{name: checkout}]}]"))
                        .problems(claim.route(), Exposure.of(List.of(0, 100)), 4))
                .isEmpty();
    }
}
