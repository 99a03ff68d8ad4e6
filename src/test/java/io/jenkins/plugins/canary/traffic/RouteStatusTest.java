package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import org.junit.jupiter.api.Test;

/** Each router reads what its own controllers write. */
class RouteStatusTest {
    private static final String RULES = "rules: [{backendRefs: [{name: checkout, port: 80}]}]";

    @Test
    void aRouteOfWhichNobodySaysAnythingIsUntold() {
        assertThat(gateway("parents: []")).isEqualTo(Acceptance.UNTOLD);
        assertThat(told(RouterKind.CONTOUR, "projectcontour.io/v1", "HTTPProxy", PROXY, "loadBalancer: {}"))
                .isEqualTo(Acceptance.UNTOLD);
    }

    @Test
    void aGatewayThatTookThePresentFormAccepts() {
        assertThat(gateway(parent("Accepted", "True", 7) + parent("ResolvedRefs", "True", 9)))
                .isEqualTo(Acceptance.ACCEPTED);
    }

    @Test
    void whatAGatewaySaidOfAnEarlierFormIsNotSaidYet() {
        assertThat(gateway(parent("Accepted", "True", 6)))
                .isEqualTo(Acceptance.pending("Gateway edge has not looked at HTTPRoute shop/checkout as it stands"));
        assertThat(gateway(parent("Programmed", "True", 7)).state()).isEqualTo(Acceptance.State.PENDING);
        assertThat(gateway(parent("Accepted", "Unknown", 7)).state()).isEqualTo(Acceptance.State.PENDING);
    }

    @Test
    void aGatewayThatRefusesIsQuotedThoughAnotherAccepts() {
        assertThat(gateway(parent("Accepted", "True", 7) + parent("ResolvedRefs", "False", 7)))
                .isEqualTo(Acceptance.rejected(
                        "Gateway edge says of HTTPRoute shop/checkout: not ResolvedRefs (Because): no such port"));
    }

    @Test
    void contourSaysWhatIsInvalid() {
        String invalid = "{currentStatus: invalid, description: no such service, conditions: [{type: Valid,"
                + " status: 'False', observedGeneration: %d}]}";
        assertThat(told(RouterKind.CONTOUR, "projectcontour.io/v1", "HTTPProxy", PROXY, invalid.formatted(7)))
                .isEqualTo(Acceptance.rejected("Contour says of HTTPProxy shop/checkout: invalid: no such service"));
        assertThat(told(RouterKind.CONTOUR, "projectcontour.io/v1", "HTTPProxy", PROXY, invalid.formatted(6))
                        .state())
                .isEqualTo(Acceptance.State.PENDING);
        assertThat(told(RouterKind.CONTOUR, "projectcontour.io/v1", "HTTPProxy", PROXY, "{currentStatus: valid}"))
                .isEqualTo(Acceptance.ACCEPTED);
    }

    @Test
    void openShiftsRoutersAdmit() {
        String status = "{ingress: [{routerName: default, conditions: [{type: Admitted, status: '%s', reason: Because,"
                + " message: taken}]}]}";
        assertThat(told(RouterKind.OPENSHIFT, "route.openshift.io/v1", "Route", ROUTE, status.formatted("True")))
                .isEqualTo(Acceptance.ACCEPTED);
        assertThat(told(RouterKind.OPENSHIFT, "route.openshift.io/v1", "Route", ROUTE, status.formatted("False")))
                .isEqualTo(Acceptance.rejected(
                        "router default says of Route shop/checkout: not Admitted (Because): taken"));
    }

    @Test
    void istioTellsErrorsWhereItTellsAnything() {
        String status = "{observedGeneration: '%d', validationMessages: [{level: ERROR, type: {code: IST0101, name:"
                + " ReferencedResourceNotFound}}]}";
        String spec = "{hosts: [checkout], http: [{route: [{destination: {host: checkout}}]}]}";
        assertThat(told(RouterKind.ISTIO, "networking.istio.io/v1", "VirtualService", spec, status.formatted(7)))
                .isEqualTo(Acceptance.rejected(
                        "Istio says of VirtualService shop/checkout: IST0101 ReferencedResourceNotFound"));
        assertThat(told(RouterKind.ISTIO, "networking.istio.io/v1", "VirtualService", spec, status.formatted(6)))
                .isEqualTo(Acceptance.UNTOLD);
    }

    @Test
    void aRouteThatIsRefusedBeforeTheReleaseStopsIt() {
        MockCluster cluster = cluster(
                "gateway.networking.k8s.io/v1", "HTTPRoute", RULES, "parents:\n" + parent("Accepted", "False", 7));

        assertThatThrownBy(() -> Shop.router(cluster, RouterKind.HTTP_ROUTE).plan())
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "traffic: the route is not accepted as it is: Gateway edge says of HTTPRoute shop/checkout: not"
                                + " Accepted (Because): no such port");
    }

    private static final String PROXY = "{routes: [{services: [{name: checkout, port: 80}]}]}";
    private static final String ROUTE = "{to: {kind: Service, name: checkout}}";

    private static Acceptance gateway(String parents) {
        return told(
                RouterKind.HTTP_ROUTE,
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                RULES,
                parents.startsWith("parents") ? parents : "parents:\n" + parents);
    }

    private static String parent(String type, String status, int observed) {
        String accepted = type.equals("ResolvedRefs") ? "{type: Accepted, status: 'True'}, " : "";
        return "  - {parentRef: {name: edge}, conditions: [" + accepted + "{type: " + type + ", status: '" + status
                + "', observedGeneration: " + observed + ", reason: Because, message: no such port}]}\n";
    }

    private static Acceptance told(RouterKind kind, String apiVersion, String object, String spec, String status) {
        RouteObject route = new RouteObject(
                Serialization.unmarshal(document(apiVersion, object, spec, status), GenericKubernetesResource.class));
        return kind == RouterKind.ISTIO
                ? new RouteStatus(route).byValidation()
                : RouteForms.of(kind).acceptance(route);
    }

    private static MockCluster cluster(String apiVersion, String kind, String spec, String status) {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE).serve(apiVersion, kind);
        cluster.apply(document(apiVersion, kind, spec, status));
        return cluster;
    }

    private static String document(String apiVersion, String kind, String spec, String status) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {name: checkout, namespace: shop, generation: 7}
                spec:
                """.formatted(apiVersion, kind)
                + spec.indent(2)
                + (status.isEmpty() ? "" : "status:\n" + status.indent(2));
    }
}
