package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what belongs to a Deployment and to its canary: never by the pattern of a name, always by owner or by release. */
final class DeploymentArms {
    private final KubernetesApi api;
    private final String namespace;
    private final String name;

    DeploymentArms(KubernetesApi api, String namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
    }

    /** Name of the canary's Deployment. */
    String canaryName() {
        return CanaryNames.canary(name);
    }

    /** Name of the canary's Deployment in that release. */
    String canaryName(ClaimRecord claim) {
        return claim.traffic().canary().orElseGet(this::canaryName);
    }

    /** Stable, if it is there. */
    Optional<Deployment> findStable() {
        return api.get(Kind.DEPLOYMENT, namespace, name);
    }

    /**
     * Stable.
     *
     * @throws RefusedException if it is not there
     */
    Deployment stable() {
        return findStable()
                .orElseThrow(() -> new RefusedException(
                        "workload: there is no Deployment " + name + " in namespace " + namespace));
    }

    /** The canary's Deployment, if it is there and of this release, or is what the release found. */
    Optional<Deployment> canary(ClaimRecord claim) {
        return api.get(Kind.DEPLOYMENT, namespace, canaryName(claim))
                .filter(found -> claim.isFound() || isOf(found, claim.release()));
    }

    /** The ReplicaSets that a Deployment owns. */
    List<ReplicaSet> replicaSets(Deployment deployment) {
        return api.list(Kind.REPLICA_SET, namespace, matchLabels(deployment)).stream()
                .filter(set -> owns(deployment, set))
                .toList();
    }

    /** Stable's pods, those of its earlier templates included. */
    List<Pod> stablePods(Deployment stable) {
        return podsOf(stable);
    }

    private List<Pod> podsOf(Deployment deployment) {
        Set<String> sets = new HashSet<>();
        replicaSets(deployment).forEach(set -> sets.add(set.getMetadata().getUid()));
        return api.list(Kind.POD, namespace, matchLabels(deployment)).stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> sets.contains(owner.getUid())))
                .toList();
    }

    /** The pods of a release's canary. */
    List<Pod> canaryPods(ClaimRecord claim) {
        return claim.isFound() ? canary(claim).map(this::podsOf).orElse(List.of()) : pods(claim, Arm.CANARY);
    }

    /** The pods of a release's clone. */
    List<Pod> pods(ClaimRecord claim, Arm arm) {
        return api.list(
                Kind.POD, namespace, Map.of(CanaryNames.RELEASE, claim.release(), CanaryNames.TRACK, arm.track()));
    }

    /**
     * The object, if it was made for the release.
     *
     * @throws RefusedException if it was not
     */
    static <T extends HasMetadata> T mustBeOf(T found, ClaimRecord claim) {
        if (!isOf(found, claim.release())) {
            throw new RefusedException("workload: " + found.getKind() + " "
                    + found.getMetadata().getName() + " does not belong to release " + claim.release()
                    + ", which needs that name; rename or delete it");
        }
        return found;
    }

    /** Whether an object was made for that release. */
    static boolean isOf(HasMetadata object, String release) {
        return release.equals(label(object, CanaryNames.RELEASE));
    }

    /** The value of an object's label; empty if it has none. */
    static String label(HasMetadata object, String key) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .orElse(Map.of())
                .getOrDefault(key, "");
    }

    static boolean owns(HasMetadata owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference ->
                        reference.getUid().equals(owner.getMetadata().getUid()));
    }

    static Map<String, String> matchLabels(Deployment deployment) {
        return Optional.ofNullable(deployment.getSpec().getSelector().getMatchLabels())
                .orElse(Map.of());
    }

    static int replicas(Deployment deployment) {
        return Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
    }
}
