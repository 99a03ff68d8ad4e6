package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which Services a plain request is sent to, by what is written in routes of each kind. */
class RouteGuidesTest {
    private static final String INGRESS = """
            kind: Ingress
            metadata: {name: %s, annotations: {%s}}
            spec: {rules: [{host: checkout.example, http: {paths: [{path: %s, backend: {service: {name: %s, port: {name: %s}}}}]}}]}
            """;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GRPCRoute | {hostnames: [checkout.example], rules: [{backendRefs: [{name: a, weight: 3}, {name: b}]}]} | a 0.75, b 0.25",
                "TraefikService | {weighted: {services: [{name: a}, {name: b, weight: 1}, {name: c, weight: 0}]}} | a 0.5, b 0.5",
                "TrafficSplit | {service: checkout, backends: [{service: a, weight: 90}, {service: b, weight: 10}]} | a 0.9, b 0.1",
                "TrafficSplit | {service: checkout, backends: [{service: a, weight: 0}]} | (no backend has a weight) 1.0",
                "HTTPProxy | {virtualhost: {fqdn: checkout.example}, routes: [{services: [{name: x}]}, {conditions: [{prefix: /check}], services: [{name: a, weight: 1}, {name: b}, {name: m, mirror: true}]}]} | a 1.0",
                "HTTPProxy | {virtualhost: {fqdn: checkout.example}, routes: [{services: [{name: a}, {name: b}]}]} | a 0.5, b 0.5",
                "Route | {host: checkout.example, to: {name: a}, alternateBackends: [{name: b, weight: 25}]} | a 0.8, b 0.2",
            })
    void followsTheWeights(String kind, String spec, String shares) {
        assertThat(follow("kind: " + kind + "\nmetadata: {name: checkout}\nspec: " + spec))
                .isEqualTo(shares);
    }

    @Test
    void anActionsTargetGroupsGetTheirPart() {
        String action =
                "alb.ingress.kubernetes.io/actions.web: '{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":"
                        + "[{\"serviceName\":\"a\",\"weight\":3},{\"serviceName\":\"b\",\"weight\":1}]}}'";

        assertThat(follow(INGRESS.formatted("checkout", action, "/", "web", "use-annotation")))
                .isEqualTo("a 0.75, b 0.25");
    }

    @Test
    void aCanaryIngressGetsItsWeightOfTheSamePath() {
        String main = INGRESS.formatted("checkout", "", "/", "a", "http");
        String canary = "nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '%d'";

        assertThat(follow(main, INGRESS.formatted("other", canary.formatted(30), "/check", "x", "http")))
                .isEqualTo("a 1.0");
        assertThat(follow(main, INGRESS.formatted("b", canary.formatted(25), "/", "b", "http")))
                .isEqualTo("a 0.75, b 0.25");
        assertThat(follow(main, INGRESS.formatted("b", canary.formatted(100), "/", "b", "http")))
                .isEqualTo("b 1.0");
    }

    private static String follow(String... objects) {
        List<GenericKubernetesResource> all = Stream.of(objects)
                .map(yaml -> Serialization.unmarshal("apiVersion: v1\n" + yaml, GenericKubernetesResource.class))
                .toList();
        return TrafficMap.of(new Written(all), "shop", "checkout").shares().stream()
                .map(share -> share.destination() + " " + share.part())
                .collect(Collectors.joining(", "));
    }

    /** Routes alone: nobody runs behind them. */
    private record Written(List<GenericKubernetesResource> objects) implements ClusterView {
        @Override
        public <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
            return objects.stream()
                    .filter(one -> one.getKind().equals(kind.kind()))
                    .map(kind.type()::cast)
                    .toList();
        }

        @Override
        public long version(String namespace) {
            return 0;
        }
    }
}
