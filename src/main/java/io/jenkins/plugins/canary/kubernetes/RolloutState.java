package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the Deployment controller has got.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status">Kubernetes: Deployment
 *     status</a>
 */
final class RolloutState {
    private static final int LONGEST_MESSAGE = 300;

    private RolloutState() {}

    /** Whether all its pods have its present template and are ready, and no others are left. */
    static boolean isWhole(Deployment deployment) {
        DeploymentStatus status = status(deployment);
        int wanted = DeploymentArms.replicas(deployment);
        return isSeen(deployment)
                && count(status.getUpdatedReplicas()) == wanted
                && count(status.getReadyReplicas()) == wanted
                && count(status.getReplicas()) == wanted;
    }

    /** Why the controller says that it does not get on; empty while it has not said so of the present template. */
    static Optional<String> trouble(Deployment deployment) {
        if (!isSeen(deployment)) {
            return Optional.empty();
        }
        return condition(deployment, "Progressing", "False");
    }

    /** Why pods cannot even be created, such as a quota; may pass by itself. */
    static Optional<String> failure(Deployment deployment) {
        return condition(deployment, "ReplicaFailure", "True");
    }

    private static Optional<String> condition(Deployment deployment, String type, String value) {
        return status(deployment).getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .filter(condition -> condition.getStatus().equals(value))
                .findFirst()
                .map(condition -> "Deployment " + deployment.getMetadata().getName() + ": "
                        + Text.line(condition.getReason() + ": " + condition.getMessage(), LONGEST_MESSAGE));
    }

    /** In numbers, for messages. */
    static String counts(Deployment deployment) {
        DeploymentStatus status = status(deployment);
        return "of " + DeploymentArms.replicas(deployment) + " replicas " + count(status.getUpdatedReplicas())
                + " have its template and " + count(status.getReadyReplicas()) + " are ready, "
                + count(status.getReplicas()) + " stand in all";
    }

    private static boolean isSeen(Deployment deployment) {
        Long generation = deployment.getMetadata().getGeneration();
        Long seen = status(deployment).getObservedGeneration();
        return generation == null || seen != null && seen >= generation;
    }

    private static DeploymentStatus status(Deployment deployment) {
        return Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    }

    private static int count(Integer number) {
        return number == null ? 0 : number;
    }
}
