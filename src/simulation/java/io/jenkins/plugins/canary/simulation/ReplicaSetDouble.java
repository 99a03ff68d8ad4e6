package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the ReplicaSet controller: lets go of pods that no longer match, adopts those that do, creates what is missing, deletes
 * what is too many (not ready first, then the youngest), and tells the status.
 */
final class ReplicaSetDouble {
    private ReplicaSetDouble() {}

    static void pass(Room room) {
        for (ReplicaSet set : room.list(Kind.REPLICA_SET)) {
            keepPods(room, set);
            tellStatus(room, set);
        }
    }

    private static void keepPods(Room room, ReplicaSet set) {
        Map<String, String> selector = set.getSpec().getSelector().getMatchLabels();
        List<Pod> pods = new ArrayList<>();
        for (Pod pod : room.list(Kind.POD)) {
            boolean matches = Room.selects(selector, pod);
            if (Room.owns(set, pod) && !matches) {
                room.update(
                        Kind.POD,
                        pod,
                        new PodBuilder(pod)
                                .editMetadata()
                                .withOwnerReferences()
                                .endMetadata()
                                .build());
            } else if (matches && Room.controller(pod).isEmpty()) {
                Pod adopted = new PodBuilder(pod)
                        .editMetadata()
                        .addToOwnerReferences(Room.reference(set))
                        .endMetadata()
                        .build();
                room.update(Kind.POD, pod, adopted);
                pods.add(adopted);
            } else if (Room.owns(set, pod)) {
                pods.add(pod);
            }
        }
        int wanted = set.getSpec().getReplicas();
        for (int missing = wanted - pods.size(); missing > 0; missing--) {
            room.create(Kind.POD, pod(room, set));
        }
        pods.stream()
                .sorted(Comparator.comparing(ReplicaSetDouble::worth))
                .limit(Math.max(0, pods.size() - wanted))
                .forEach(pod -> room.remove(Kind.POD, pod));
    }

    /** Sorts those first that are deleted first. */
    private static String worth(Pod pod) {
        Optional<Instant> ready = PodLife.readySince(pod);
        long age = Long.MAX_VALUE - ready.map(Instant::getEpochSecond).orElse(0L);
        return (ready.isPresent() ? "1" : "0")
                + "%020d".formatted(age)
                + pod.getMetadata().getName();
    }

    private static Pod pod(Room room, ReplicaSet set) {
        PodTemplateSpec template = set.getSpec().getTemplate();
        String name = set.getMetadata().getName();
        return new PodBuilder()
                .withNewMetadata()
                .withName(name + "-" + Hashes.name(name + "/" + room.serial(), 5))
                .withLabels(template.getMetadata().getLabels())
                .withAnnotations(template.getMetadata().getAnnotations())
                .withOwnerReferences(Room.reference(set))
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private static void tellStatus(Room room, ReplicaSet set) {
        Duration settle = Duration.ofSeconds(
                set.getSpec().getMinReadySeconds() == null ? 0 : set.getSpec().getMinReadySeconds());
        int replicas = 0;
        int ready = 0;
        int available = 0;
        for (Pod pod : room.list(Kind.POD)) {
            if (Room.owns(set, pod)) {
                replicas++;
                Optional<Instant> since = PodLife.readySince(pod);
                ready += since.isPresent() ? 1 : 0;
                Optional<Instant> counts = since.map(time -> time.plus(settle));
                available += counts.filter(time -> !time.isAfter(room.now())).isPresent() ? 1 : 0;
                counts.filter(time -> time.isAfter(room.now())).ifPresent(room::wakeAt);
            }
        }
        ReplicaSetStatus status = new ReplicaSetStatusBuilder()
                .withReplicas(replicas)
                .withFullyLabeledReplicas(replicas)
                .withReadyReplicas(ready)
                .withAvailableReplicas(available)
                .withObservedGeneration(set.getMetadata().getGeneration())
                .build();
        if (!status.equals(set.getStatus())) {
            room.update(
                    Kind.REPLICA_SET,
                    set,
                    new ReplicaSetBuilder(set).withStatus(status).build());
        }
    }
}
