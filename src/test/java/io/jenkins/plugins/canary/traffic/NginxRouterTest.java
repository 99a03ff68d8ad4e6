package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NginxRouterTest extends RouterContract {
    private static final String METADATA = """
            labels: {team: pay, app.kubernetes.io/instance: shop}, annotations: {cert-manager.io/issuer: ca, \
            nginx.ingress.kubernetes.io/affinity: cookie, nginx.ingress.kubernetes.io/session-cookie-name: shop, \
            nginx.ingress.kubernetes.io/proxy-body-size: 1m, nginx.ingress.kubernetes.io/rewrite-target: /$1}""";
    private static final String SPEC = """
            ingressClassName: public
            tls: [{hosts: [shop.example], secretName: shop-tls}]
            rules:
              - host: shop.example
                http:
                  paths:
                    - {path: /old, pathType: Exact, backend: {service: {name: legacy, port: {number: 80}}}}
                    - {path: /(.*), pathType: ImplementationSpecific, backend: {service: {name: checkout, port: {name: http}}}}
              - {host: files.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: legacy, port: {number: 80}}}}]}}
              - {http: {paths: [{path: /pay, pathType: Prefix, backend: {service: {name: checkout, port: {number: 80}}}}]}}
            """;

    @Override
    MockCluster cluster() {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.ingress(METADATA, SPEC));
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.nginx(cluster, Map.of("ingress", "checkout"));
    }

    @Override
    List<String> route() {
        return List.of("Ingress", "checkout");
    }

    @Override
    List<String> written() {
        return List.of("Ingress", "checkout-canary");
    }

    @Override
    List<String> homeCalls() {
        return List.of("get Ingress checkout-canary", "delete Ingress checkout-canary");
    }

    @Override
    List<Exposure> chosen() {
        return COHORTS;
    }

    @Test
    void plansAServiceForTheCanaryAlone() {
        assertThat(claim.route().separation()).isEqualTo(Separation.OWN_SERVICE);
        assertThat(claim.route().services()).containsExactly("checkout");
    }

    @Test
    void theSecondIngressHasStablesRulesAndWhatTheControllerDoesNotInherit() {
        shift(25);

        Map<String, Object> second = cluster.fields("Ingress", "checkout-canary");
        assertThat(Yaml.json(second.get("spec"))).isEqualTo(Yaml.json(Yaml.object("""
                ingressClassName: public
                rules:
                  - host: shop.example
                    http:
                      paths:
                        - {path: /(.*), pathType: ImplementationSpecific, backend: {service: {name: checkout-canary, port: {name: http}}}}
                  - {http: {paths: [{path: /pay, pathType: Prefix, backend: {service: {name: checkout-canary, port: {number: 80}}}}]}}
                """)));
        assertThat(Fields.in(second, "metadata").get("annotations"))
                .isEqualTo(Map.of(
                        "nginx.ingress.kubernetes.io/canary", "true",
                        "nginx.ingress.kubernetes.io/canary-weight", "25",
                        "nginx.ingress.kubernetes.io/affinity", "cookie",
                        "nginx.ingress.kubernetes.io/session-cookie-name", "shop"));
        assertThat(Fields.in(second, "metadata").get("labels"))
                .isEqualTo(Map.of("canary.jenkins.io/track", "canary", "canary.jenkins.io/release", Shop.RELEASE));
    }

    @Test
    void theUsersIngressIsNeverWritten() {
        String before = cluster.everything().get("Ingress shop/checkout");
        shift(25);
        shift(100);

        assertThat(cluster.everything().get("Ingress shop/checkout")).isEqualTo(before);
        assertThat(cluster.calls).noneMatch(call -> call.equals("update Ingress checkout"));
    }

    @Test
    void aRuleThatWasAddedMeanwhileIsSplitByTheNextWeight() {
        shift(25);
        cluster.apply(Shop.ingress(METADATA, SPEC.replace("/pay", "/cash")));
        assertThat(router.carries(claim, 25)).isFalse();
        shift(25);

        assertThat(router.carries(claim, 25)).isTrue();
        assertThat(cluster.everything().get("Ingress shop/checkout-canary"))
                .contains("/cash")
                .doesNotContain("/pay");
    }

    @Test
    void whatSomebodyAddsToTheSecondIngressStays() {
        shift(25);
        Map<String, Object> second = cluster.fields("Ingress", "checkout-canary");
        Map<String, Object> metadata = Fields.in(second, "metadata");
        cluster.apply(Fields.with(
                second,
                "metadata",
                Fields.with(
                        metadata,
                        "annotations",
                        Fields.with(
                                Fields.in(metadata, "annotations"),
                                "nginx.ingress.kubernetes.io/canary-by-header",
                                "x-test"))));
        shift(50);

        assertThat(cluster.everything().get("Ingress shop/checkout-canary")).contains("canary-by-header", "\"50\"");
    }

    @Test
    void aSecondIngressOfAnotherReleaseIsNeitherWrittenNorDeleted() {
        router.shift(Shop.claim(router, "r-0"), 20);

        assertThatThrownBy(() -> router.shift(claim, 50))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "traffic: Ingress shop/checkout-canary is not of release r-1, which has to write one of that"
                                + " name; delete or rename it");
        home();
        assertThat(cluster.everything()).containsKey("Ingress shop/checkout-canary");
    }

    @Test
    void aSecondIngressWithoutItsLabelStillHoldsTrafficAndIsTakenAway() {
        shift(50);
        Map<String, Object> second = cluster.fields("Ingress", "checkout-canary");
        cluster.apply(Fields.with(second, "metadata", Fields.without(Fields.in(second, "metadata"), "labels")));

        assertThat(router.carries(claim, 0)).isFalse();
        home();
        assertThat(cluster.everything()).doesNotContainKey("Ingress shop/checkout-canary");
    }

    @Test
    void anIngressThatLeadsElsewhereByNowIsRefused() {
        cluster.apply(Shop.ingress(METADATA, SPEC.replace("name: checkout", "name: other")));

        assertThatThrownBy(() -> router.shift(claim, 50))
                .hasMessage("traffic: Ingress shop/checkout has no rule that leads to checkout any more; it had when"
                        + " release r-1 began");
    }

    @Test
    void aCohortIsChosenByAnnotationsThatGoAwayWithIt() {
        shift(new Exposure(0, Optional.of(BETA), 0));
        assertThat(second())
                .contains(
                        "canary-by-header\":\"X-User-Group\"",
                        "canary-by-header-value\":\"beta\"",
                        "canary-weight\":\"0\"");
        shift(new Exposure(5, Optional.of(LIKE_BETA), 0));
        assertThat(second()).contains("canary-by-header-pattern\":\"be.*\"").doesNotContain("header-value");
        shift(new Exposure(5, Optional.of(COOKIE), 0));
        assertThat(second()).contains("canary-by-cookie\":\"canary\"").doesNotContain("by-header");
        shift(5);
        assertThat(second()).doesNotContain("canary-by-", "canary.jenkins.io/cohort");
    }

    @Test
    void aCookieWithAnotherValueIsRefused() {
        Cohort gold = new Cohort(Cohort.Carrier.COOKIE, "group", "gold", false, 100);

        assertThat(router.problems(router.plan(), List.of(new Exposure(0, Optional.of(gold), 0)), 4))
                .containsExactly(
                        "cohort: ingress-nginx takes a cookie for the canary's only if its value is 'always'; write"
                                + " value: always, or choose by a header");
    }

    private String second() {
        return cluster.everything().get("Ingress shop/checkout-canary");
    }
}
