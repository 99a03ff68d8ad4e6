package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kinds that have something to do with a Deployment, newest version first, and how to look into them. */
final class OtherKinds {
    static final List<Kind<GenericKubernetesResource>> AUTOSCALER = List.of(
            Kind.generic("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
            Kind.generic("autoscaling", "v2beta2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
            Kind.generic("autoscaling", "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers"));

    static final List<Kind<GenericKubernetesResource>> SCALED_OBJECT =
            List.of(Kind.generic("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects"));

    static final List<Kind<GenericKubernetesResource>> DISRUPTION_BUDGET = List.of(
            Kind.generic("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"),
            Kind.generic("policy", "v1beta1", "PodDisruptionBudget", "poddisruptionbudgets"));

    static final List<Kind<GenericKubernetesResource>> ARGO_ROLLOUT =
            List.of(Kind.generic("argoproj.io", "v1alpha1", "Rollout", "rollouts"));

    static final List<Kind<GenericKubernetesResource>> FLAGGER_CANARY =
            List.of(Kind.generic("flagger.app", "v1beta1", "Canary", "canaries"));

    static final Kind<GenericKubernetesResource> EVENT = Kind.generic("", "v1", "Event", "events");
    static final Kind<GenericKubernetesResource> RESOURCE_QUOTA =
            Kind.generic("", "v1", "ResourceQuota", "resourcequotas");
    static final Kind<GenericKubernetesResource> NETWORK_POLICY =
            Kind.generic("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
    static final Kind<GenericKubernetesResource> POD_MONITOR =
            Kind.generic("monitoring.coreos.com", "v1", "PodMonitor", "podmonitors");
    static final Kind<GenericKubernetesResource> SERVICE_MONITOR =
            Kind.generic("monitoring.coreos.com", "v1", "ServiceMonitor", "servicemonitors");

    /** All versions of Istio that have it serve this version too. */
    static final Kind<GenericKubernetesResource> AUTHORIZATION_POLICY =
            Kind.generic("security.istio.io", "v1beta1", "AuthorizationPolicy", "authorizationpolicies");

    private OtherKinds() {}

    /** The first version that the server knows; empty if it knows none of them. */
    static Optional<Kind<GenericKubernetesResource>> served(
            KubernetesApi api, List<Kind<GenericKubernetesResource>> versions) {
        return versions.stream().filter(api::serves).findFirst();
    }

    /** All objects of the first version that the server knows; a kind that it does not know has none. */
    static List<GenericKubernetesResource> list(
            KubernetesApi api, String namespace, List<Kind<GenericKubernetesResource>> versions) {
        if (versions.size() == 1) {
            return api.list(versions.get(0), namespace, Map.of());
        }
        return served(api, versions)
                .map(kind -> api.list(kind, namespace, Map.of()))
                .orElse(List.of());
    }

    /** The text at a place in an object; empty if there is none. */
    static String text(GenericKubernetesResource object, Object... path) {
        Object found = object.get(path);
        return found == null ? "" : found.toString();
    }

    static String name(GenericKubernetesResource object) {
        return object.getMetadata().getName();
    }
}
