package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IstioPlanTest {
    private static final String TO_STABLE = "http: [{route: [{destination: {host: checkout}}]}]";
    private static final Map<String, String> NAMED = Map.of("virtualService", "checkout");

    @Test
    void aMissingVirtualServiceIsRefusedWithTheOneToCreate() {
        assertThatThrownBy(() -> plan(Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE), NAMED))
                .isInstanceOf(RefusedException.class)
                .hasMessage("""
                        traffic.istio.virtualService: there is no VirtualService checkout in namespace shop. This one would do:
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata:
                          name: checkout
                          namespace: shop
                        spec:
                          hosts:
                            - checkout
                          http:
                            - route:
                                - destination:
                                    host: checkout
                        """);
    }

    @Test
    void theVirtualServiceToCreateIsOneThatWouldBeAccepted() {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, severalPorts());
        String message = refusal(cluster, NAMED);
        String yaml = message.substring(message.indexOf("apiVersion:"));
        RouteSchema.check(Yaml.json(Yaml.object(yaml)));
        cluster.apply(yaml);

        assertThat(yaml).contains("number: 8080");
        assertThat(plan(cluster, NAMED).services()).containsExactly("checkout");
    }

    @Test
    void speaksTheVersionThatTheServerKnows() {
        MockCluster old = new MockCluster("v1alpha3", "v1beta1");
        old.apply(Shop.DEPLOYMENT);
        old.apply(Shop.SERVICE);
        old.apply(Shop.virtualService(TO_STABLE).replace("istio.io/v1", "istio.io/v1beta1"));

        assertThat(plan(old, NAMED).originals().json()).contains("\"version\":\"v1beta1\"");
    }

    @Test
    void aClusterWithoutIstioIsRefused() {
        MockCluster plain = new MockCluster();
        plain.apply(Shop.DEPLOYMENT);
        plain.apply(Shop.SERVICE);

        assertThat(refusal(plain, NAMED)).contains("Istio is not installed there");
    }

    @Test
    void aMissingDeploymentIsRefused() {
        assertThat(refusal(Shop.cluster(), NAMED))
                .isEqualTo("workload: there is no Deployment checkout in namespace shop");
    }

    @Test
    void anotherKindOfWorkloadIsRefused() {
        assertThatThrownBy(() -> Routers.create(
                                new TrafficSpec(RouterKind.ISTIO, NAMED),
                                Shop.cluster(),
                                "shop",
                                WorkloadName.parse("statefulset/db"))
                        .plan())
                .hasMessage(
                        "traffic: the canary of statefulset/db is some of its own pods, so its share of the pods is its share"
                                + " of the traffic; write 'traffic: replicas'");
    }

    @Test
    void stableWithoutAServiceIsRefused() {
        assertThat(refusal(Shop.cluster(Shop.DEPLOYMENT, Shop.virtualService(TO_STABLE)), NAMED))
                .startsWith("traffic: no Service in namespace shop selects the pods of Deployment shop/checkout")
                .endsWith("create one, and a VirtualService that routes to it");
    }

    @Test
    void aVirtualServiceThatLeadsElsewhereIsRefusedWithWhatItHas() {
        assertThat(refusal(
                        istio(
                                "http: [{route: [{destination: {host: legacy}}]}, {route: [{destination: {host: static}}]}]"),
                        NAMED))
                .isEqualTo("traffic: VirtualService shop/checkout has no route to a Service of Deployment shop/checkout"
                        + " (checkout); it routes to legacy, static");
    }

    @Test
    void aVirtualServiceWithoutAnyRouteIsRefused() {
        assertThat(refusal(istio("hosts: [checkout]"), NAMED)).endsWith("(checkout); it routes to no host");
    }

    @Test
    void severalServicesOfStableNeedAName() {
        MockCluster cluster = istio("http: [{route: [{destination: {host: checkout}, weight: 50},"
                + " {destination: {host: checkout-admin}, weight: 50}]}]");
        cluster.apply(Shop.service("checkout-admin", "app: checkout"));

        assertThat(refusal(cluster, NAMED))
                .isEqualTo(
                        "traffic.istio.service: VirtualService shop/checkout routes to several Services of Deployment"
                                + " shop/checkout (checkout, checkout-admin); say which one");
        assertThat(plan(cluster, Map.of("virtualService", "checkout", "service", "checkout-admin"))
                        .services())
                .containsExactly("checkout-admin");
        assertThat(refusal(cluster, Map.of("virtualService", "checkout", "service", "legacy")))
                .isEqualTo(
                        "traffic.istio.service: legacy is not a Service of Deployment shop/checkout that VirtualService"
                                + " shop/checkout routes to; checkout, checkout-admin is");
    }

    @Test
    void aRouteOfANameThatIsNotThereIsRefused() {
        MockCluster cluster = istio("http: [{name: pay, route: [{destination: {host: checkout}}]},"
                + " {name: static, route: [{destination: {host: files}}]}]");

        assertThat(refusal(cluster, Map.of("virtualService", "checkout", "routes", "pay, static")))
                .isEqualTo(
                        "traffic.istio.routes: VirtualService shop/checkout has no HTTP route named static to checkout; it"
                                + " has pay");
    }

    @ParameterizedTest
    @CsvSource({"tcp", "tls"})
    void routesOfOtherProtocolsAloneAreEnough(String protocol) {
        assertThat(plan(istio(protocol + ": [{route: [{destination: {host: checkout.shop.svc}}]}]"), NAMED)
                        .services())
                .containsExactly("checkout");
    }

    @Test
    void eachOfSeveralVirtualServicesMustLeadToStable() {
        MockCluster cluster = istio(TO_STABLE);
        cluster.apply(Shop.virtualService("http: [{route: [{destination: {host: legacy}}]}]")
                .replace("name: checkout", "name: edge"));

        assertThat(refusal(cluster, Map.of("virtualService", "checkout, edge")))
                .startsWith("traffic: VirtualService shop/edge has no route to a Service of");
        assertThat(refusal(cluster, Map.of("virtualService", "checkout,inner")))
                .startsWith("traffic.istio.virtualService: there is no VirtualService inner in namespace shop");
    }

    @Test
    void aDelegateThatIsSplitTooIsNotInTheWay() {
        MockCluster cluster = istio(
                "http: [{match: [{uri: {prefix: /pay}}], delegate: {name: pay}}, {route: [{destination: {host: checkout}}]}]");
        cluster.apply(Shop.virtualService(TO_STABLE).replace("name: checkout", "name: pay"));

        assertThat(plan(cluster, Map.of("virtualService", "checkout,pay")).services())
                .containsExactly("checkout");
    }

    @Test
    void aDelegateThatLeadsToStableWouldMissTheCanary() {
        MockCluster cluster = istio(
                "http: [{match: [{uri: {prefix: /pay}}], delegate: {name: pay}}, {route: [{destination: {host: checkout}}]}]");
        assertThat(plan(cluster, NAMED).services()).containsExactly("checkout");
        cluster.apply(Shop.virtualService(TO_STABLE).replace("name: checkout", "name: pay"));

        assertThat(refusal(cluster, NAMED))
                .startsWith(
                        "traffic: VirtualService shop/checkout delegates to VirtualService shop/pay, which routes to"
                                + " checkout too");
    }

    @Test
    void aRouteThatNamesTheCanaryAlreadyIsRefused() {
        assertThat(refusal(
                        istio("http: [{route: [{destination: {host: checkout}}]},"
                                + " {route: [{destination: {host: checkout-canary}}]}]"),
                        NAMED))
                .isEqualTo(
                        "traffic: VirtualService shop/checkout already routes to checkout-canary, which the release would"
                                + " create; take that destination out first");
    }

    @Test
    void aRouteThatGivesStableNothingIsRefused() {
        assertThat(refusal(
                        istio("http: [{route: [{destination: {host: checkout}, weight: 0},"
                                + " {destination: {host: legacy}, weight: 100}]}]"),
                        NAMED))
                .contains("gives checkout no traffic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels: {canary.jenkins.io/release: r-7} | is in use by release r-7",
                "annotations: {rollouts.argoproj.io/managed: x} | is managed by Argo Rollouts (rollouts.argoproj.io/managed)",
                "labels: {rollouts.argoproj.io/x: y} | is managed by Argo Rollouts",
                "annotations: {flagger.kubernetes.app/original-configuration: x} | is managed by Flagger",
                "ownerReferences: [{apiVersion: flagger.app/v1beta1, kind: Canary, name: c, uid: u}] | is managed by Flagger (flagger.app/v1beta1)",
                "ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: c, uid: u}] | is managed by Argo Rollouts"
            })
    void anObjectThatAnotherHoldsIsRefused(String metadata, String reason) {
        String held = "metadata: {name: checkout, namespace: shop, " + metadata + "}";
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE);
        cluster.apply(Shop.virtualService(TO_STABLE).replaceFirst("metadata: .*", held));
        assertThat(refusal(cluster, NAMED))
                .startsWith("traffic: VirtualService shop/checkout ")
                .contains(reason);

        cluster.apply(Shop.virtualService(TO_STABLE));
        cluster.apply(Shop.destinationRule("host: checkout").replaceFirst("metadata: .*", held));
        assertThat(refusal(cluster, NAMED))
                .startsWith("traffic: DestinationRule shop/checkout ")
                .contains(reason);
    }

    @Test
    void anObjectOfArgoCdIsNoRouteOfArgoRollouts() {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE);
        cluster.apply(
                Shop.virtualService(TO_STABLE)
                        .replaceFirst(
                                "metadata: .*",
                                "metadata: {name: checkout, namespace: shop, annotations: {argocd.argoproj.io/sync-wave: '1'}}"));

        assertThat(plan(cluster, NAMED).services()).containsExactly("checkout");
    }

    private static MockCluster istio(String spec) {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(spec));
    }

    private static RoutePlan plan(MockCluster cluster, Map<String, String> options) {
        return Shop.istio(cluster, options).plan();
    }

    private static String refusal(MockCluster cluster, Map<String, String> options) {
        try {
            return "not refused: " + plan(cluster, options);
        } catch (RefusedException refused) {
            return refused.getMessage();
        }
    }

    private static String severalPorts() {
        return Shop.SERVICE.replace(
                "[{name: http, port: 80}]", "[{name: metrics, port: 9090}, {name: http-web, port: 8080}]");
    }
}
