package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a Deployment tells about itself.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status">Kubernetes:
 *     Deployment status</a>
 */
final class RolloutStatus {
    private static final String COMPLETE = "NewReplicaSetAvailable";
    private static final String MOVING = "ReplicaSetUpdated";
    private static final String STUCK = "ProgressDeadlineExceeded";
    private static final int DEADLINE_SECONDS = 600;

    private RolloutStatus() {}

    static DeploymentStatus of(Room room, Deployment deployment, ReplicaSet newest, List<ReplicaSet> older) {
        List<ReplicaSet> all = Stream.concat(Stream.of(newest), older.stream()).toList();
        Rollout rollout = Rollout.of(deployment.getSpec());
        int replicas = sum(all, ReplicaSetStatus::getReplicas);
        int available = sum(all, ReplicaSetStatus::getAvailableReplicas);
        DeploymentStatus status = new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(sum(List.of(newest), ReplicaSetStatus::getReplicas))
                .withReadyReplicas(sum(all, ReplicaSetStatus::getReadyReplicas))
                .withAvailableReplicas(available)
                .withUnavailableReplicas(Math.max(0, rollout.wanted() - available))
                .build();
        List<DeploymentCondition> conditions = new ArrayList<>();
        boolean enough = available >= rollout.wanted() - rollout.unavailable();
        conditions.add(condition(
                deployment,
                "Available",
                enough,
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                "Deployment %s minimum availability.".formatted(enough ? "has" : "does not have"),
                room.now()));
        conditions.add(progressing(room, deployment, newest, status, rollout.wanted()));
        status.setConditions(conditions);
        return status;
    }

    private static int sum(List<ReplicaSet> sets, Function<ReplicaSetStatus, Integer> number) {
        return sets.stream()
                .map(ReplicaSet::getStatus)
                .filter(Objects::nonNull)
                .map(number)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static DeploymentCondition progressing(
            Room room, Deployment deployment, ReplicaSet newest, DeploymentStatus status, int wanted) {
        String name = newest.getMetadata().getName();
        boolean complete = status.getUpdatedReplicas() == wanted
                && status.getReplicas() == wanted
                && status.getAvailableReplicas() == wanted;
        if (complete) {
            String message = "ReplicaSet \"%s\" has successfully progressed.".formatted(name);
            return condition(deployment, "Progressing", true, COMPLETE, message, room.now());
        }
        Optional<DeploymentCondition> before = before(deployment, "Progressing");
        String message = "ReplicaSet \"%s\" is progressing.".formatted(name);
        boolean scaling = before.filter(old ->
                        old.getReason().equals(COMPLETE) && old.getMessage().contains("\"" + name + "\""))
                .isPresent();
        if (scaling) {
            return before.get();
        }
        boolean sameRollout = before.filter(old -> old.getMessage().contains("\"" + name + "\""))
                .isPresent();
        if (!sameRollout || hasMoved(deployment.getStatus(), status)) {
            room.wakeAt(room.now().plus(deadline(deployment)));
            return updated(condition(deployment, "Progressing", true, MOVING, message, room.now()), room.now());
        }
        Instant patience = Instant.parse(before.get().getLastUpdateTime()).plus(deadline(deployment));
        if (room.now().isBefore(patience)) {
            room.wakeAt(patience);
            return before.get();
        }
        String late = "ReplicaSet \"%s\" has timed out progressing.".formatted(name);
        return condition(deployment, "Progressing", false, STUCK, late, room.now());
    }

    private static Duration deadline(Deployment deployment) {
        Integer seconds = deployment.getSpec().getProgressDeadlineSeconds();
        return Duration.ofSeconds(seconds == null ? DEADLINE_SECONDS : seconds);
    }

    /** More new pods, fewer old ones, more ready: what counts as progress. */
    private static boolean hasMoved(DeploymentStatus before, DeploymentStatus after) {
        int oldBefore = before.getReplicas() - before.getUpdatedReplicas();
        int oldAfter = after.getReplicas() - after.getUpdatedReplicas();
        return after.getUpdatedReplicas() > before.getUpdatedReplicas()
                || oldAfter < oldBefore
                || after.getReadyReplicas() > before.getReadyReplicas()
                || after.getAvailableReplicas() > before.getAvailableReplicas();
    }

    private static Optional<DeploymentCondition> before(Deployment deployment, String type) {
        return Optional.ofNullable(deployment.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** Keeps its times as long as it says the same. */
    private static DeploymentCondition condition(
            Deployment deployment, String type, boolean holds, String reason, String message, Instant now) {
        String status = holds ? "True" : "False";
        Optional<DeploymentCondition> before =
                before(deployment, type).filter(old -> old.getStatus().equals(status));
        String transition =
                before.map(DeploymentCondition::getLastTransitionTime).orElse(now.toString());
        String update = before.filter(old -> old.getReason().equals(reason))
                .filter(old -> old.getMessage().equals(message))
                .map(DeploymentCondition::getLastUpdateTime)
                .orElse(now.toString());
        return new DeploymentConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(transition)
                .withLastUpdateTime(update)
                .build();
    }

    private static DeploymentCondition updated(DeploymentCondition condition, Instant now) {
        return new DeploymentConditionBuilder(condition)
                .withLastUpdateTime(now.toString())
                .build();
    }
}
