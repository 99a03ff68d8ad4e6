package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the Deployment controller: one ReplicaSet per template that the Deployment ever had (as far back as
 * {@code revisionHistoryLimit} goes), numbered by revision; rolls from one to the next; tells the status.
 */
final class DeploymentDouble {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final int HISTORY = 10;

    private DeploymentDouble() {}

    static void pass(Room room) {
        room.list(Kind.DEPLOYMENT).forEach(deployment -> pass(room, deployment));
    }

    private static void pass(Room room, Deployment deployment) {
        List<ReplicaSet> sets = room.list(Kind.REPLICA_SET).stream()
                .filter(set -> Room.owns(deployment, set))
                .sorted(Comparator.comparing(DeploymentDouble::revision))
                .toList();
        String template = Hashes.canonical(deployment.getSpec().getTemplate());
        Optional<ReplicaSet> found = sets.stream()
                .filter(set -> Hashes.canonical(set.getSpec().getTemplate()).equals(template))
                .findFirst();
        long last = sets.isEmpty() ? 0 : revision(sets.get(sets.size() - 1));
        ReplicaSet newest = found.map(set -> latest(set, last)).orElseGet(() -> create(room, deployment, last + 1));
        List<ReplicaSet> older =
                sets.stream().filter(set -> !found.equals(Optional.of(set))).toList();

        Rollout rollout = Rollout.of(deployment.getSpec());
        int replicas = rollout.newest(
                part(newest), older.stream().map(DeploymentDouble::part).toList());
        found.ifPresent(set -> scale(room, set, newest, replicas));
        List<Integer> left = rollout.older(
                part(newest), older.stream().map(DeploymentDouble::part).toList());
        for (int i = 0; i < older.size(); i++) {
            scale(room, older.get(i), older.get(i), left.get(i));
        }
        forget(room, deployment, older);
        tell(room, deployment, newest, older);
    }

    private static long revision(ReplicaSet set) {
        return Long.parseLong(set.getMetadata().getAnnotations().getOrDefault(REVISION, "0"));
    }

    private static ReplicaSet latest(ReplicaSet set, long last) {
        return revision(set) == last
                ? set
                : new ReplicaSetBuilder(set)
                        .editMetadata()
                        .addToAnnotations(REVISION, Long.toString(last + 1))
                        .endMetadata()
                        .build();
    }

    private static Rollout.Part part(ReplicaSet set) {
        int available = set.getStatus() == null || set.getStatus().getAvailableReplicas() == null
                ? 0
                : set.getStatus().getAvailableReplicas();
        return new Rollout.Part(set.getSpec().getReplicas(), available);
    }

    private static void scale(Room room, ReplicaSet before, ReplicaSet set, int replicas) {
        if (before != set || set.getSpec().getReplicas() != replicas) {
            room.update(
                    Kind.REPLICA_SET,
                    before,
                    new ReplicaSetBuilder(set)
                            .editSpec()
                            .withReplicas(replicas)
                            .endSpec()
                            .build());
        }
    }

    private static ReplicaSet create(Room room, Deployment deployment, long revision) {
        String name = deployment.getMetadata().getName();
        String hash = Hashes.name(Hashes.canonical(deployment.getSpec().getTemplate()), 10);
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        ReplicaSet set = new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(name + "-" + hash)
                .withLabels(labels)
                .addToLabels(Hashes.TEMPLATE_HASH, hash)
                .addToAnnotations(REVISION, Long.toString(revision))
                .withOwnerReferences(Room.reference(deployment))
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
                .withSelector(deployment.getSpec().getSelector())
                .editSelector()
                .addToMatchLabels(Hashes.TEMPLATE_HASH, hash)
                .endSelector()
                .withTemplate(deployment.getSpec().getTemplate())
                .editTemplate()
                .editMetadata()
                .addToLabels(Hashes.TEMPLATE_HASH, hash)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        return room.create(Kind.REPLICA_SET, set);
    }

    private static void forget(Room room, Deployment deployment, List<ReplicaSet> older) {
        Integer limit = deployment.getSpec().getRevisionHistoryLimit();
        List<ReplicaSet> empty = new ArrayList<>(older.stream()
                .filter(set -> set.getSpec().getReplicas() == 0)
                .filter(set -> set.getStatus() != null && set.getStatus().getReplicas() == 0)
                .toList());
        int tooMany = empty.size() - (limit == null ? HISTORY : limit);
        empty.stream().limit(Math.max(0, tooMany)).forEach(set -> room.remove(Kind.REPLICA_SET, set));
    }

    private static void tell(Room room, Deployment deployment, ReplicaSet newest, List<ReplicaSet> older) {
        DeploymentStatus status = RolloutStatus.of(room, deployment, newest, older);
        String revision = Long.toString(revision(newest));
        boolean told = status.equals(deployment.getStatus())
                && revision.equals(deployment.getMetadata().getAnnotations().get(REVISION));
        if (!told) {
            room.update(
                    Kind.DEPLOYMENT,
                    deployment,
                    new DeploymentBuilder(deployment)
                            .editMetadata()
                            .addToAnnotations(REVISION, revision)
                            .endMetadata()
                            .withStatus(status)
                            .build());
        }
    }
}
