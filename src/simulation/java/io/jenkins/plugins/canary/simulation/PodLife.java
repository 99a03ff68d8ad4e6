package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kubelet: what a pod's status is at a time, as a function of the pod's creation time and of how its images behave.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Kubernetes: pod lifecycle</a>
 */
record PodLife(PodStatus status, Optional<Instant> next) {
    /** The status at that time, and when it changes by itself. */
    static PodLife at(Pod pod, Images images, Instant now) {
        Instant created = Instant.parse(pod.getMetadata().getCreationTimestamp());
        List<ContainerLife> containers = new ArrayList<>();
        for (Container container : pod.getSpec().getContainers()) {
            containers.add(ContainerLife.at(container, images.of(container.getImage()), created, now));
        }
        Optional<Instant> next = containers.stream()
                .flatMap(container -> container.next().stream())
                .min(Instant::compareTo);
        return new PodLife(status(pod, created, containers, now), next);
    }

    /** Since when a pod is ready; empty while it is not. */
    static Optional<Instant> readySince(Pod pod) {
        if (pod.getStatus() == null || pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .filter(condition -> condition.getStatus().equals("True"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst();
    }

    private static PodStatus status(Pod pod, Instant created, List<ContainerLife> containers, Instant now) {
        boolean running = containers.stream().allMatch(ContainerLife::started);
        List<ContainerStatus> statuses =
                containers.stream().map(ContainerLife::status).toList();
        return new PodStatusBuilder()
                .withPhase(running ? "Running" : "Pending")
                .withStartTime(created.toString())
                .withHostIP("192.0.2.1")
                .withPodIP(address(pod))
                .withContainerStatuses(statuses)
                .withConditions(
                        condition("PodScheduled", true, created),
                        condition("Initialized", true, created),
                        readiness(pod, "ContainersReady", containers, created, now),
                        readiness(pod, "Ready", containers, created, now))
                .build();
    }

    /** A pod that loses its readiness does so now; all else follows from when it was created. */
    private static PodCondition readiness(
            Pod pod, String type, List<ContainerLife> containers, Instant created, Instant now) {
        boolean ready =
                containers.stream().allMatch(container -> container.readySince().isPresent());
        if (!ready) {
            return condition(type, false, readySince(pod).isPresent() ? now : lastChange(pod, created));
        }
        Instant since = containers.stream()
                .map(container -> container.readySince().get())
                .max(Instant::compareTo)
                .orElse(created);
        return condition(type, true, readySince(pod).orElse(since));
    }

    private static Instant lastChange(Pod pod, Instant created) {
        if (pod.getStatus() == null) {
            return created;
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst()
                .orElse(created);
    }

    private static PodCondition condition(String type, boolean holds, Instant since) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withLastTransitionTime(since.toString())
                .build();
    }

    private static String address(Pod pod) {
        int number = Integer.parseInt(Hashes.sha256(pod.getMetadata().getUid()).substring(0, 6), 16);
        return "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
