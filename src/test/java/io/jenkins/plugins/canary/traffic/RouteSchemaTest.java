package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteSchemaTest {
    private static final String ROUTE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: checkout}
            spec:
              hosts: [checkout]
              http:
                - match: [{uri: {prefix: /pay}, headers: {beta: {exact: "yes"}}}]
                  mirror: {host: shadow}
                  mirrorPercentage: {value: 1.5}
                  fault: {delay: {fixedDelay: 2s, percentage: {value: 0.1}}}
                  route: [{destination: {host: checkout, port: {number: 80}}, weight: 100}]
            """;

    private static final String HTTP_ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: checkout}
            spec:
              parentRefs: [{name: edge, sectionName: https}]
              hostnames: [checkout.example]
              rules:
                - matches: [{path: {type: PathPrefix, value: /}, headers: [{name: beta, value: "yes"}]}]
                  timeouts: {request: 5s}
                  backendRefs: [{name: checkout, port: 80, weight: 100}]
            """;

    @Test
    void acceptsWhatTheGatewayApiKnows() {
        assertThatCode(() -> RouteSchema.check(json(HTTP_ROUTE))).doesNotThrowAnyException();
    }

    @Test
    void rejectsAMisspeltFieldOfABackend() {
        String misspelt = HTTP_ROUTE.replace("weight: 100", "wieght: 100");
        assertThatThrownBy(() -> RouteSchema.check(json(misspelt))).hasStackTraceContaining("wieght");
    }

    @Test
    void acceptsWhatIstioKnows() {
        assertThatCode(() -> RouteSchema.check(json(ROUTE))).doesNotThrowAnyException();
    }

    @Test
    void rejectsAMisspeltFieldOfADestination() {
        String misspelt = ROUTE.replace("weight: 100", "wieght: 100");

        assertThatThrownBy(() -> RouteSchema.check(json(misspelt))).hasStackTraceContaining("wieght");
    }

    private static String json(String yaml) {
        return Serialization.asJson(Serialization.unmarshal(yaml, Map.class));
    }
}
