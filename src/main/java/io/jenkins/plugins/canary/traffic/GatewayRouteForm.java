package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Gateway API HTTPRoute or GRPCRoute: {@code spec.rules[].backendRefs[].weight}.
 *
 * @param known versions, newest first
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref">Gateway API: HTTPBackendRef</a>
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref">Gateway API: GRPCBackendRef</a>
 */
record GatewayRouteForm(String kind, String plural, RouterKind router, List<String> known) implements RouteForm {
    private static final int LARGEST = 1_000_000;
    private static final int MOST = 16;
    private static final int MOST_RULES = 16;

    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return known.stream()
                .map(version -> Kind.generic("gateway.networking.k8s.io", version, kind, plural))
                .toList();
    }

    @Override
    public String product() {
        return "the Gateway API";
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return new Dialect(
                List.of(new RouteList.Field("rules", new GatewaySelection())),
                "backendRefs",
                Entries.PROPORTIONAL,
                LARGEST,
                MOST,
                MOST_RULES);
    }

    @Override
    public Acceptance acceptance(RouteObject route) {
        return new RouteStatus(route).byParents();
    }

    @Override
    public Optional<String> since(String field) {
        return field.endsWith(".requestMirror.percent")
                ? Optional.of(
                        "the Gateway API has it from 1.3 on (1.2 in its experimental channel): write mirror: 100, or"
                                + " install newer definitions")
                : Optional.empty();
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        return """
                apiVersion: %s
                kind: %s
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  parentRefs:
                    - name: my-gateway
                  rules:
                    - backendRefs:
                        - name: %s
                          port: %d
                """.formatted(
                        apiVersion,
                        kind,
                        name,
                        service.getMetadata().getNamespace(),
                        service.getMetadata().getName(),
                        MissingRoute.likeliestPort(service));
    }
}
