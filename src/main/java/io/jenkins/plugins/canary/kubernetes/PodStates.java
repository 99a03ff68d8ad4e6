package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pod's status says.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Kubernetes: pod lifecycle</a>
 */
final class PodStates {
    private static final int LONGEST_MESSAGE = 300;

    /** Reasons to wait that do not pass by themselves. */
    private static final Set<String> STUCK = Set.of(
            "CrashLoopBackOff",
            "CreateContainerConfigError",
            "CreateContainerError",
            "ErrImageNeverPull",
            "ErrImagePull",
            "ImageInspectError",
            "ImagePullBackOff",
            "InvalidImageName",
            "RunContainerError");

    private PodStates() {}

    /** The pod in the engine's words. */
    static io.jenkins.plugins.canary.target.Pod plain(Pod pod) {
        return new io.jenkins.plugins.canary.target.Pod(
                pod.getMetadata().getName(), readySince(pod), restarts(pod), Images.running(pod));
    }

    /** Whether it is neither on its way out nor over. */
    static boolean isLive(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && !isOver(pod);
    }

    private static boolean isOver(Pod pod) {
        return pod.getStatus() != null
                && Set.of("Succeeded", "Failed")
                        .contains(String.valueOf(pod.getStatus().getPhase()));
    }

    /** When it last became ready; empty while it is not. */
    static Optional<Instant> readySince(Pod pod) {
        return condition(pod, "Ready")
                .filter(condition -> condition.getStatus().equals("True"))
                .map(PodCondition::getLastTransitionTime)
                .map(Instant::parse);
    }

    /** Container restarts so far. */
    static int restarts(Pod pod) {
        return statuses(pod)
                .mapToInt(
                        status -> Optional.ofNullable(status.getRestartCount()).orElse(0))
                .sum();
    }

    /** Why it does not become ready by itself; empty if nothing says so. */
    static Optional<String> trouble(Pod pod) {
        Optional<String> unschedulable = condition(pod, "PodScheduled")
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(condition -> "Unschedulable" + message(condition.getMessage()));
        return unschedulable
                .or(() ->
                        statuses(pod).flatMap(status -> stuck(status).stream()).findFirst())
                .map(words -> "pod " + pod.getMetadata().getName() + ": " + words);
    }

    private static Optional<String> stuck(ContainerStatus status) {
        return waiting(status)
                .filter(waiting -> STUCK.contains(String.valueOf(waiting.getReason())))
                .map(waiting -> "container " + status.getName() + ": " + waiting.getReason()
                        + message(waiting.getMessage())
                        + lastEnd(status)
                                .map(end -> "; it last ended with " + end)
                                .orElse(""));
    }

    /** Its state and that of its containers, one line each, for a post-mortem. */
    static List<String> story(Pod pod) {
        String name = "pod " + pod.getMetadata().getName();
        String phase = pod.getStatus() == null
                ? "Unknown"
                : String.valueOf(pod.getStatus().getPhase());
        String first = name + ": " + phase + ", " + (readySince(pod).isPresent() ? "ready" : "not ready") + ", "
                + restarts(pod) + " restarts";
        return Stream.concat(
                        Stream.of(first),
                        statuses(pod).flatMap(status -> story(status).map(words -> name + ": " + words).stream()))
                .toList();
    }

    private static Optional<String> story(ContainerStatus status) {
        String waiting = waiting(status)
                .map(state -> " waits, " + state.getReason() + message(state.getMessage()))
                .orElse("");
        String ended = lastEnd(status).map(end -> " last ended with " + end).orElse("");
        String words = Stream.of(waiting, ended)
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + ";" + other)
                .orElse("");
        return words.isEmpty() ? Optional.empty() : Optional.of("container " + status.getName() + words);
    }

    private static Optional<String> lastEnd(ContainerStatus status) {
        return terminated(status)
                .map(end -> "exit code " + end.getExitCode()
                        + (end.getReason() == null ? "" : " (" + Text.line(end.getReason(), LONGEST_MESSAGE) + ")")
                        + message(end.getMessage()));
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Stream.of(Optional.ofNullable(status.getState()), Optional.ofNullable(status.getLastState()))
                .flatMap(Optional::stream)
                .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
                .findFirst();
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getWaiting());
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream());
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    private static String message(String text) {
        return text == null || text.isBlank() ? "" : ": " + Text.line(text, LONGEST_MESSAGE);
    }
}
