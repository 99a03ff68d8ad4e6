package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.Map;

/** The objects in a cluster that a router may be told to split. */
public final class Routes {
    private Routes() {}

    /**
     * Names of the route objects of a router's kind, in alphabetical order; none where the cluster does not know the kind, or the
     * router has no object that is named.
     */
    public static List<String> names(KubernetesApi api, RouterKind router, String namespace) {
        return kinds(router).stream()
                .filter(api::serves)
                .findFirst()
                .map(kind -> api.list(kind, namespace, Map.of()))
                .orElse(List.of())
                .stream()
                .map(found -> found.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static List<Kind<GenericKubernetesResource>> kinds(RouterKind router) {
        return switch (router) {
            case ISTIO -> IstioObjects.VIRTUAL_SERVICES;
            case NGINX -> List.of(Ingresses.KIND);
            case REPLICAS, KNATIVE, KSERVE -> List.of();
            default -> RouteForms.of(router).versions();
        };
    }
}
