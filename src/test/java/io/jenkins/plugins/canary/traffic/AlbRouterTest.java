package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlbRouterTest extends RouterContract {
    private static final String PREFIX = "alb.ingress.kubernetes.io/actions.";

    /** With spaces, and with names of fields as an older controller wrote them. */
    private static final String WEB = """
            { "Type": "forward", "ForwardConfig": {"TargetGroups": [{"ServiceName": "checkout", "ServicePort": "80"}], \
            "TargetGroupStickinessConfig": {"Enabled": true, "DurationSeconds": 200}} }""";

    private static final String PAY = """
            {"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"legacy","servicePort":80,"weight":200},\
            {"serviceName":"checkout","servicePort":80,"weight":800}]}}""";

    private static final String RULES = """
            ingressClassName: alb
            rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: %s, port: {%s}}}}]}}]
            """;

    private static MockCluster with(String annotations) {
        return with(annotations, RULES.formatted("web", "name: use-annotation"));
    }

    private static MockCluster with(String annotations, String spec) {
        MockCluster cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE).serve("networking.k8s.io/v1", "Ingress");
        cluster.apply(Shop.ingress("annotations: {" + annotations + "}", spec));
        return cluster;
    }

    private static String action(String name, String json) {
        return PREFIX + name + ": '" + json + "'";
    }

    @Override
    MockCluster cluster() {
        return with(String.join(
                ", ",
                "alb.ingress.kubernetes.io/scheme: internal",
                action("web", WEB),
                action("pay", PAY),
                action("moved", "{\"type\":\"redirect\",\"redirectConfig\":{\"statusCode\":\"HTTP_301\"}}")));
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.router(cluster, RouterKind.ALB);
    }

    @Override
    List<String> route() {
        return List.of("Ingress", "checkout");
    }

    @Test
    void splitsStablesShareInEveryActionAndLeavesEverythingElse() {
        shift(25);

        Map<String, Object> annotations =
                Fields.in(Fields.in(cluster.fields("Ingress", "checkout"), "metadata"), "annotations");
        assertThat(annotations.get(PREFIX + "web"))
                .isEqualTo("{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":["
                        + "{\"serviceName\":\"checkout\",\"servicePort\":\"80\",\"weight\":75},"
                        + "{\"serviceName\":\"checkout-canary\",\"servicePort\":\"80\",\"weight\":25}],"
                        + "\"TargetGroupStickinessConfig\":{\"Enabled\":true,\"DurationSeconds\":200}}}");
        assertThat(annotations.get(PREFIX + "pay"))
                .isEqualTo("{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":["
                        + "{\"serviceName\":\"legacy\",\"servicePort\":80,\"weight\":200},"
                        + "{\"serviceName\":\"checkout\",\"servicePort\":80,\"weight\":600},"
                        + "{\"serviceName\":\"checkout-canary\",\"servicePort\":80,\"weight\":200}]}}");
        assertThat(annotations.get(PREFIX + "moved"))
                .isEqualTo("{\"type\":\"redirect\",\"redirectConfig\":{\"statusCode\":\"HTTP_301\"}}");
    }

    @Test
    void anActionThatSomebodyChangedMeanwhileIsNotPutBackAsItWas() {
        shift(25);
        String changed = cluster.everything()
                .get("Ingress shop/checkout")
                .replace("\\\"DurationSeconds\\\":200", "\\\"DurationSeconds\\\":30");
        cluster.apply(Yaml.object(changed));
        home();

        assertThat(cluster.everything().get("Ingress shop/checkout"))
                .contains("\\\"DurationSeconds\\\":30")
                .doesNotContain("checkout-canary");
    }

    @Test
    void anIngressWithoutSuchAnActionIsRefused() {
        assertThatThrownBy(() -> router(with("")).plan())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "has no route to a Service of Deployment shop/checkout (checkout); it routes to no");
    }

    @Test
    void anActionToWhichNoRuleLeadsIsRefused() {
        assertThatThrownBy(() -> router(with(action("web", WEB), RULES.formatted("web", "number: 80")))
                        .plan())
                .hasMessage("traffic: Ingress shop/checkout has no rule that leads to the action web (a backend of that"
                        + " name with port name: use-annotation), so that its weights move nothing");
    }

    @Test
    void aRuleThatLeadsToStableWithoutAnActionIsRefused() {
        assertThatThrownBy(() -> router(with(action("web", WEB), RULES.formatted("checkout", "number: 80")))
                        .plan())
                .hasMessageContaining(
                        "has a rule that leads to checkout and not to an action, which would miss the canary");
    }

    @Test
    void anActionThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> router(with(action("web", "{forward"))).plan())
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "traffic: annotation " + PREFIX + "web of Ingress shop/checkout is not the JSON of an action");
    }
}
