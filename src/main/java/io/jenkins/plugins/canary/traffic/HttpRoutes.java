package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.util.List;
import java.util.Optional;

/** Reads and writes HTTPRoutes in the version that the server speaks. The fields that are edited are the same in all of them. */
final class HttpRoutes {
    private static final String GROUP = "gateway.networking.k8s.io";
    private static final List<String> VERSIONS = List.of("v1", "v1beta1");

    private final KubernetesApi api;
    private final Kind<GenericKubernetesResource> kind;

    /** In a version that is known to be served. */
    HttpRoutes(KubernetesApi api, String version) {
        this.api = api;
        this.kind = kind(version);
    }

    /** In the newest version that the server knows. */
    static HttpRoutes served(KubernetesApi api) {
        return VERSIONS.stream()
                .filter(version -> api.serves(kind(version)))
                .findFirst()
                .map(version -> new HttpRoutes(api, version))
                .orElseThrow(() -> new RefusedException(
                        "traffic: the cluster knows no HTTPRoute (" + GROUP + " " + String.join(", ", VERSIONS)
                                + "), so the Gateway API is not installed there; use the router 'replicas'"));
    }

    /** What must be allowed to split an HTTPRoute. */
    static List<Right> rights(TrafficSpec spec) {
        return Right.to(kind(VERSIONS.get(0)), spec.option("name").orElse(""), "get", "update");
    }

    String version() {
        return kind.version();
    }

    String apiVersion() {
        return kind.apiVersion();
    }

    Optional<RouteObject> find(String namespace, String name) {
        return api.get(kind, namespace, name).map(RouteObject::new);
    }

    /** Writes what differs from what was read; nothing if nothing does. */
    void replace(RouteObject found, RouteObject next) {
        if (!next.equals(found)) {
            api.update(kind, next.resource());
        }
    }

    private static Kind<GenericKubernetesResource> kind(String version) {
        return Kind.generic(GROUP, version, "HTTPRoute", "httproutes");
    }
}
