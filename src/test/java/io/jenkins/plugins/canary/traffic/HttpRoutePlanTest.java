package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRoutePlanTest {
    private static final String TO_STABLE = "rules: [{backendRefs: [{name: checkout, port: 80}]}]";
    private static final Map<String, String> NAMED = Map.of("name", "checkout");

    @Test
    void aMissingHttpRouteIsRefusedWithOneThatWouldBeAccepted() {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE);
        String message = refusal(cluster, NAMED);
        assertThat(message).startsWith("traffic.httpRoute.name: there is no HTTPRoute checkout in namespace shop.");
        String yaml = message.substring(message.indexOf("apiVersion:"));
        RouteSchema.check(Yaml.json(Yaml.object(yaml)));
        cluster.apply(yaml);
        assertThat(Shop.httpRoute(cluster).plan().services()).containsExactly("checkout");
    }

    @Test
    void aClusterWithoutTheGatewayApiIsRefused() {
        MockCluster cluster = new MockCluster();
        cluster.apply(Shop.DEPLOYMENT);
        cluster.apply(Shop.SERVICE);
        assertThat(refusal(cluster, NAMED)).contains("the Gateway API is not installed there");
    }

    @Test
    void speaksTheVersionThatTheServerKnows() {
        MockCluster old = new MockCluster().serve("gateway.networking.k8s.io/v1beta1", "HTTPRoute");
        old.apply(Shop.DEPLOYMENT);
        old.apply(Shop.SERVICE);
        old.apply(Shop.httpRoute(TO_STABLE).replace("k8s.io/v1", "k8s.io/v1beta1"));
        assertThat(Shop.httpRoute(old).plan().originals().json())
                .contains("\"apiVersion\":\"gateway.networking.k8s.io/v1beta1\"");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rules: [{backendRefs: [{name: cart}]}] | has no route to a Service of Deployment shop/checkout (checkout); it routes to cart",
                "hostnames: [a.example] | it routes to no backend",
                "rules: [{backendRefs: [{name: checkout, weight: 0}]}] | gives checkout no traffic: its weight is 0",
                "rules: [{backendRefs: [{name: checkout}, {name: checkout-canary}]}] | already routes to checkout-canary",
                "rules: [{backendRefs: [{name: checkout, namespace: other}]}] | has no route to a Service",
                "rules: [{backendRefs: [{name: checkout, kind: ServiceImport}]}] | has no route to a Service",
            })
    void aRouteThatCannotBeSplitIsRefused(String spec, String why) {
        assertThat(refusal(Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute(spec)), NAMED))
                .contains(why);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "labels: {rollouts.argoproj.io/gatewayapi-canary: in-progress} | Argo Rollouts",
                "ownerReferences: [{apiVersion: flagger.app/v1beta1, kind: Canary, name: checkout, uid: u}] | Flagger",
                "labels: {canary.jenkins.io/release: r-0} | in use by release r-0",
            })
    void aRouteOfAnotherControllerIsRefused(String metadata, String whose) {
        String route = Shop.httpRoute(TO_STABLE).replace("labels: {team: pay}", metadata.strip());
        assertThat(refusal(Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, route), NAMED))
                .contains(whose.strip());
    }

    @Test
    void ofSeveralServicesOneMustBeNamed() {
        MockCluster cluster = Shop.cluster(
                Shop.DEPLOYMENT,
                Shop.SERVICE,
                Shop.service("front", "app: checkout"),
                Shop.httpRoute("rules: [{backendRefs: [{name: checkout}, {name: front}]}]"));
        assertThat(refusal(cluster, NAMED)).contains("traffic.httpRoute.service:", "(checkout, front); say which one");
        assertThat(Shop.httpRoute(cluster, Map.of("name", "checkout", "service", "front"))
                        .plan()
                        .services())
                .containsExactly("front");
    }

    private static String refusal(MockCluster cluster, Map<String, String> options) {
        RefusedException[] refused = new RefusedException[1];
        assertThatThrownBy(() -> Shop.httpRoute(cluster, options).plan())
                .isInstanceOfSatisfying(RefusedException.class, e -> refused[0] = e);
        return refused[0].getMessage();
    }
}
