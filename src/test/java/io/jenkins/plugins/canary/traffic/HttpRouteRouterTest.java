package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpRouteRouterTest extends UsersRouteContract {
    private static final String SPEC = """
            parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge}]
            hostnames: [checkout.example]
            rules:
              - matches: [{path: {type: PathPrefix, value: /pay}}]
                backendRefs: [{group: "", kind: Service, name: checkout, port: 80, weight: 1}]
                timeouts: {request: 2s}
              - matches: [{path: {type: Exact, value: /old}}]
                filters: [{type: RequestRedirect, requestRedirect: {hostname: old.example}}]
              - backendRefs:
                  - {name: legacy, port: 80, weight: 200}
                  - {name: checkout, port: 80, weight: 800, filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [via]}}]}
                  - {name: checkout, namespace: other, port: 80, weight: 1}
            """;

    @Override
    MockCluster cluster() {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute(SPEC));
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.httpRoute(cluster);
    }

    @Override
    List<String> route() {
        return List.of("HTTPRoute", "checkout");
    }

    @Override
    String leadsToStable() {
        return "\"name\":\"checkout\",\"port\"";
    }

    @Override
    List<Exposure> chosen() {
        return both();
    }

    @Test
    void plansAServiceForTheCanaryAlone() {
        assertThat(claim.route().separation()).isEqualTo(Separation.OWN_SERVICE);
        assertThat(claim.route().services()).containsExactly("checkout");
    }

    @Test
    void splitsStablesShareInEveryRuleAndLeavesEverythingElse() {
        shift(25);

        assertThat(Yaml.json(cluster.fields("HTTPRoute", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge}]
                        hostnames: [checkout.example]
                        rules:
                          - matches: [{path: {type: PathPrefix, value: /pay}}]
                            backendRefs:
                              - {group: "", kind: Service, name: checkout, port: 80, weight: 75}
                              - {group: "", kind: Service, name: checkout-canary, port: 80, weight: 25}
                            timeouts: {request: 2s}
                          - matches: [{path: {type: Exact, value: /old}}]
                            filters: [{type: RequestRedirect, requestRedirect: {hostname: old.example}}]
                          - backendRefs:
                              - {name: legacy, port: 80, weight: 200}
                              - {name: checkout, port: 80, weight: 600, filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [via]}}]}
                              - {name: checkout-canary, port: 80, weight: 200, filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [via]}}]}
                              - {name: checkout, namespace: other, port: 80, weight: 1}
                        """)));
    }

    @Test
    void aWeightThatWasNotWrittenIsNotWrittenAfterwards() {
        cluster = Shop.cluster(
                Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute("rules: [{backendRefs: [{name: checkout, port: 80}]}]"));
        router = Shop.httpRoute(cluster);
        claim = Shop.claim(router);
        Map<String, String> before = cluster.everything();
        shift(10);
        assertThat(router.carries(claim, 10)).isTrue();
        home();
        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void saysWhichWeightsSmallNumbersCannotHave() {
        cluster = Shop.cluster(
                Shop.DEPLOYMENT,
                Shop.SERVICE,
                Shop.httpRoute("rules: [{backendRefs: [{name: checkout, weight: 4}, {name: legacy}]}]"));
        assertThat(Shop.httpRoute(cluster).problems(Shop.httpRoute(cluster).plan(), Exposure.of(List.of(5, 25, 50)), 4))
                .containsExactly(
                        "5 % is not possible where HTTPRoute checkout gives stable a weight of 4: whole parts of"
                                + " that are 25 % or 50 % of it; write larger weights in the same proportion, such as 400");
    }

    @Test
    void aCohortHasARuleOfItsOwnBeforeEachThatLeadsToStable() {
        shift(new Exposure(0, Optional.of(COOKIE), 0));

        String cohort = "{type: RegularExpression, name: cookie, value: '^(.*;\\s*)?canary=always(;.*)?$'}";
        assertThat(Yaml.json(cluster.fields("HTTPRoute", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge}]
                        hostnames: [checkout.example]
                        rules:
                          - matches: [{path: {type: PathPrefix, value: /pay}, headers: [%1$s]}]
                            backendRefs:
                              - {group: "", kind: Service, name: checkout-canary, port: 80, weight: 1}
                            timeouts: {request: 2s}
                          - matches: [{path: {type: PathPrefix, value: /pay}}]
                            backendRefs:
                              - {group: "", kind: Service, name: checkout, port: 80, weight: 1}
                            timeouts: {request: 2s}
                          - matches: [{path: {type: Exact, value: /old}}]
                            filters: [{type: RequestRedirect, requestRedirect: {hostname: old.example}}]
                          - backendRefs:
                              - {name: legacy, port: 80, weight: 200}
                              - {name: checkout-canary, port: 80, weight: 800, filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [via]}}]}
                              - {name: checkout, namespace: other, port: 80, weight: 1}
                            matches: [{headers: [%1$s]}]
                          - backendRefs:
                              - {name: legacy, port: 80, weight: 200}
                              - {name: checkout, port: 80, weight: 800, filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [via]}}]}
                              - {name: checkout, namespace: other, port: 80, weight: 1}
                        """.formatted(cohort))));
    }

    @Test
    void copiesAreAFilterBesideTheUsersOwn() {
        cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute("""
                rules:
                  - filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [via]}}]
                    backendRefs: [{name: checkout, port: 80}]
                """));
        router = Shop.httpRoute(cluster);
        claim = Shop.claim(router);
        shift(new Exposure(0, Optional.empty(), 30));

        assertThat(Yaml.json(cluster.fields("HTTPRoute", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        rules:
                          - filters:
                              - {type: RequestHeaderModifier, requestHeaderModifier: {remove: [via]}}
                              - {type: RequestMirror, requestMirror: {backendRef: {name: checkout-canary, port: 80}, percent: 30}}
                            backendRefs: [{name: checkout, port: 80}]
                        """)));
    }

    @Test
    void aRouteWithoutRoomForARuleOfTheCohortIsRefused() {
        cluster = Shop.cluster(
                Shop.DEPLOYMENT,
                Shop.SERVICE,
                Shop.httpRoute("rules:\n"
                        + "  - {matches: [{path: {value: /n}}], backendRefs: [{name: checkout, port: 80}]}\n"
                                .repeat(9)));

        assertThat(Shop.httpRoute(cluster).problems(Shop.httpRoute(cluster).plan(), COHORTS.subList(0, 1), 4))
                .containsExactly(
                        "traffic: HTTPRoute shop/checkout has no room for more rules: 16 are the most, so that the"
                                + " canary cannot get requests with header X-User-Group: beta");
    }

    @Test
    void namesThatMustBeTheOnlyOnesAreNotCopied() {
        cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute("""
                rules:
                  - name: all
                    sessionPersistence: {sessionName: shop, type: Cookie}
                    backendRefs: [{name: checkout, port: 80}]
                """));
        router = Shop.httpRoute(cluster);
        claim = Shop.claim(router);
        shift(new Exposure(0, Optional.of(BETA), 0));

        assertThat(cluster.everything().get("HTTPRoute shop/checkout"))
                .containsOnlyOnce("\"sessionName\"")
                .containsOnlyOnce("\"name\":\"all\"");
    }
}
