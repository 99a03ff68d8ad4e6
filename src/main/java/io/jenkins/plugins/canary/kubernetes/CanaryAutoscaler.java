package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A copy of stable's HorizontalPodAutoscaler for the canary, where one is asked for: the pods that the weight needs are its floor,
 * and its ceiling is to that as stable's ceiling is to stable's pods. Without one the canary has no more pods than its weight
 * needs.
 */
final class CanaryAutoscaler {
    /** Metrics of the scaled pods themselves; others count what goes to stable. */
    private static final Set<String> OWN_METRICS = Set.of("Resource", "ContainerResource", "Pods");

    private final KubernetesApi api;
    private final String namespace;
    private final String name;

    CanaryAutoscaler(KubernetesApi api, String namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
    }

    /** Why there can be no copy; sentences, empty if there can, or if none is asked for. */
    List<String> problems(Changes changes) {
        if (changes.autoscaling() == Autoscaling.NONE) {
            return List.of();
        }
        Optional<GenericKubernetesResource> stable = stable();
        if (stable.isEmpty()) {
            return List.of("autoscaling: no HorizontalPodAutoscaler scales Deployment " + name
                    + ", so there is none to copy; leave it out");
        }
        String who = "autoscaling: HorizontalPodAutoscaler " + OtherKinds.name(stable.get());
        if (isMade(stable.get())) {
            return List.of(
                    who + " is made by a KEDA ScaledObject, whose triggers count stable's work; a copy would scale"
                            + " the canary by it; leave it out");
        }
        Optional<String> foreign = types(stable.get()).stream()
                .filter(type -> !OWN_METRICS.contains(type))
                .findFirst();
        if (foreign.isPresent()) {
            return List.of(who + " has a metric of type " + foreign.get()
                    + ", which does not tell the canary's load from stable's; leave it out");
        }
        return served().flatMap(kind -> api.get(kind, namespace, CanaryNames.canary(name)))
                .map(found -> List.of("autoscaling: HorizontalPodAutoscaler " + OtherKinds.name(found)
                        + " exists already, and the canary's needs that name; delete or rename it"))
                .orElse(List.of());
    }

    private static boolean isMade(GenericKubernetesResource autoscaler) {
        return Optional.ofNullable(autoscaler.getMetadata().getOwnerReferences()).orElse(List.of()).stream()
                .anyMatch(owner -> owner.getKind().equals("ScaledObject"));
    }

    private static List<String> types(GenericKubernetesResource autoscaler) {
        return autoscaler.get("spec", "metrics") instanceof List<?> metrics
                ? metrics.stream()
                        .map(metric -> String.valueOf(((Map<?, ?>) metric).get("type")))
                        .toList()
                : List.of();
    }

    private Optional<Kind<GenericKubernetesResource>> served() {
        return OtherKinds.served(api, OtherKinds.AUTOSCALER);
    }

    private Optional<GenericKubernetesResource> stable() {
        return OtherKinds.list(api, namespace, OtherKinds.AUTOSCALER).stream()
                .filter(one ->
                        OtherKinds.text(one, "spec", "scaleTargetRef", "kind").equals(Kind.DEPLOYMENT.kind()))
                .filter(one ->
                        OtherKinds.text(one, "spec", "scaleTargetRef", "name").equals(name))
                .findFirst();
    }

    private Optional<GenericKubernetesResource> copy(ClaimRecord claim) {
        return served().flatMap(kind -> api.get(kind, namespace, CanaryNames.canary(name)))
                .filter(found -> DeploymentArms.isOf(found, claim.release()));
    }

    /** Whether the release has, or is to have, a copy. */
    static boolean isCopied(ClaimRecord claim) {
        return DeploymentOriginals.of(claim.workload()).autoscaling() == Autoscaling.COPY;
    }

    /** Makes the copy, or gives it the bounds for so many pods. */
    void hold(ClaimRecord claim, int pods) {
        if (!isCopied(claim)) {
            return;
        }
        Kind<GenericKubernetesResource> kind = served().orElseThrow(
                        () -> new RefusedException("autoscaling: the cluster serves no HorizontalPodAutoscalers"));
        Optional<GenericKubernetesResource> found = copy(claim);
        if (found.isEmpty()) {
            GenericKubernetesResource stable = stable().orElseThrow(
                            () -> new RefusedException("autoscaling: the HorizontalPodAutoscaler of Deployment " + name
                                    + " is gone, so there is none to copy"));
            api.create(kind, copied(stable, claim, pods));
        } else if (!OtherKinds.text(found.get(), "spec", "minReplicas").equals(String.valueOf(pods))) {
            found.get().setAdditionalProperty("spec", bounded(found.get(), ceiling(stable(), claim, pods), pods));
            api.update(kind, found.get());
        }
    }

    private GenericKubernetesResource copied(GenericKubernetesResource stable, ClaimRecord claim, int pods) {
        Map<String, Object> spec = bounded(stable, ceiling(Optional.of(stable), claim, pods), pods);
        spec.put(
                "scaleTargetRef",
                Map.of(
                        "apiVersion",
                        Kind.DEPLOYMENT.apiVersion(),
                        "kind",
                        Kind.DEPLOYMENT.kind(),
                        "name",
                        CanaryNames.canary(name)));
        GenericKubernetesResource copy = new GenericKubernetesResource();
        copy.setApiVersion(stable.getApiVersion());
        copy.setKind(stable.getKind());
        copy.setMetadata(new ObjectMetaBuilder()
                .withName(CanaryNames.canary(name))
                .withNamespace(namespace)
                .addToLabels(CanaryNames.TRACK, Arm.CANARY.track())
                .addToLabels(CanaryNames.RELEASE, claim.release())
                .build());
        copy.setAdditionalProperty("spec", spec);
        return copy;
    }

    private static Map<String, Object> bounded(GenericKubernetesResource like, int ceiling, int pods) {
        Map<String, Object> spec = new LinkedHashMap<>();
        if (like.get("spec") instanceof Map<?, ?> before) {
            before.forEach((key, value) -> spec.put(String.valueOf(key), value));
        }
        spec.put("minReplicas", pods);
        spec.put("maxReplicas", ceiling);
        return spec;
    }

    /** As many times the floor as stable may have of its pods. */
    private static int ceiling(Optional<GenericKubernetesResource> stable, ClaimRecord claim, int pods) {
        int replicas = Math.max(1, DeploymentOriginals.of(claim.workload()).replicas());
        int most = stable.filter(one -> one.get("spec", "maxReplicas") instanceof Number)
                .map(one -> one.<Number>get("spec", "maxReplicas").intValue())
                .orElse(replicas);
        return Math.max(pods, (int) Math.ceil((double) most * pods / replicas));
    }

    void delete(ClaimRecord claim) {
        if (isCopied(claim)) {
            copy(claim)
                    .ifPresent(found -> api.delete(
                            served().orElseThrow(),
                            namespace,
                            OtherKinds.name(found),
                            found.getMetadata().getUid()));
        }
    }
}
