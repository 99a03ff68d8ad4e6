package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NginxPlanTest {
    private static final String CANARY = "annotations: {nginx.ingress.kubernetes.io/canary: 'true'}";

    private static String ingress(String name, String service, String metadata, String path) {
        return Shop.ingress(metadata, """
                rules: [{host: shop.example, http: {paths: [{path: %s, pathType: Prefix, \
                backend: {service: {name: %s, port: {number: 80}}}}]}}]
                """.formatted(path, service))
                .replace("{name: checkout, namespace", "{name: " + name + ", namespace");
    }

    private static String leading() {
        return ingress("checkout", "checkout", "", "/");
    }

    @Test
    void aMissingIngressIsRefusedWithOneThatWouldBeAccepted() {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE);
        String message = refusal(cluster, Map.of("ingress", "checkout"));
        assertThat(message).startsWith("traffic.nginx.ingress: there is no Ingress checkout in namespace shop.");
        String yaml = message.substring(message.indexOf("apiVersion:"));
        RouteSchema.check(Yaml.json(Yaml.object(yaml)));
        cluster.apply(yaml);
        assertThat(Shop.nginx(cluster, Map.of("ingress", "checkout")).plan().services())
                .containsExactly("checkout");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "beta | beta | / | Ingress shop/beta is a canary Ingress for shop.example/ already",
                "checkout-canary | beta | /beta | Ingress shop/checkout-canary exists already; the release would",
            })
    void aForeignCanaryIngressIsRefused(String name, String service, String path, String why) {
        MockCluster cluster =
                Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, leading(), ingress(name, service, CANARY, path));
        assertThat(refusal(cluster, Map.of("ingress", "checkout"))).contains(why);
    }

    @Test
    void canariesOfOtherPathsAreNoneOfItsBusiness() {
        MockCluster cluster =
                Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, leading(), ingress("cart", "cart", CANARY, "/cart"));
        assertThat(Shop.nginx(cluster, Map.of("ingress", "checkout")).plan().services())
                .containsExactly("checkout");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name: cart | has no route to a Service of Deployment shop/checkout (checkout); it routes to cart",
                "name: canaryAnnotation | is itself a canary Ingress",
                "name: byDefault | sends to checkout by its defaultBackend too",
                "name: flagger | is managed by Flagger",
            })
    void anIngressThatCannotBeSplitIsRefused(String how, String why) {
        String ingress =
                switch (how.substring("name: ".length())) {
                    case "cart" -> ingress("checkout", "cart", "", "/");
                    case "canaryAnnotation" -> ingress("checkout", "checkout", CANARY, "/");
                    case "byDefault" ->
                        leading() + "  defaultBackend: {service: {name: checkout, port: {number: 80}}}\n";
                    default ->
                        ingress("checkout", "checkout", "annotations: {flagger.app/original-configuration: '{}'}", "/");
                };
        assertThat(refusal(Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, ingress), Map.of("ingress", "checkout")))
                .contains(why);
    }

    @Test
    void anIngressOfAnotherNameGivesTheSecondOneBoth() {
        MockCluster cluster = Shop.cluster(
                Shop.DEPLOYMENT, Shop.SERVICE, ingress("edge", "checkout", "", "/"), ingress("cart", "cart", "", "/c"));
        assertThat(Shop.nginx(cluster, Map.of("ingress", "edge"))
                        .plan()
                        .originals()
                        .json())
                .contains("\"name\":\"edge-checkout-canary\"");
    }

    @Test
    void asksForRightsToTheTwoIngressesItTouches() {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, leading());
        TrafficRouter router = Shop.nginx(cluster, Map.of("ingress", "checkout"));
        RoutePlan plan = router.plan();
        cluster.calls.clear();
        assertThat(router.missingRights(Optional.of(plan))).isEmpty();
        assertThat(cluster.calls)
                .isEqualTo(List.of(
                        "allows get ingresses.networking.k8s.io checkout",
                        "allows list ingresses.networking.k8s.io",
                        "allows create ingresses.networking.k8s.io",
                        "allows get ingresses.networking.k8s.io checkout-canary",
                        "allows update ingresses.networking.k8s.io checkout-canary",
                        "allows delete ingresses.networking.k8s.io checkout-canary"));
    }

    private static String refusal(MockCluster cluster, Map<String, String> options) {
        RefusedException[] refused = new RefusedException[1];
        assertThatThrownBy(() -> Shop.nginx(cluster, options).plan())
                .isInstanceOfSatisfying(RefusedException.class, e -> refused[0] = e);
        return refused[0].getMessage();
    }
}
