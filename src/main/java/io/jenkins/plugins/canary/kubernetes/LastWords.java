package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.target.DeniedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What pods, their containers and the cluster have said about them, one line each, for a post-mortem. Bounded in lines and in
 * length, because anybody may have written it; what may not be read is left out.
 */
final class LastWords {
    private static final int PODS = 5;
    private static final int LOG_LINES = 10;
    private static final int EVENTS_PER_POD = 5;
    private static final int LONGEST_LINE = 300;

    private final KubernetesApi api;
    private final String namespace;

    LastWords(KubernetesApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** The lines, those pods first that are not ready or were restarted most. */
    List<String> of(List<Pod> pods) {
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> events = events();
        pods.stream()
                .sorted(Comparator.comparing(
                                (Pod pod) -> PodStates.readySince(pod).isPresent())
                        .thenComparing(PodStates::restarts, Comparator.reverseOrder())
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .limit(PODS)
                .forEach(pod -> {
                    String name = pod.getMetadata().getName();
                    lines.addAll(PodStates.story(pod));
                    events.getOrDefault(name, List.of())
                            .forEach(event -> lines.add("pod " + name + ": event " + event));
                    pod.getSpec().getContainers().forEach(container -> lines.addAll(log(pod, container)));
                });
        if (pods.size() > PODS) {
            lines.add("and " + (pods.size() - PODS) + " pods more");
        }
        return List.copyOf(lines);
    }

    private List<String> log(Pod pod, Container container) {
        String name = pod.getMetadata().getName();
        String log = allowed(
                () -> PodStates.restarts(pod) > 0
                        ? previousOrPresent(name, container.getName())
                        : api.log(namespace, name, container.getName(), LOG_LINES),
                "");
        return log.lines()
                .filter(line -> !line.isBlank())
                .limit(LOG_LINES)
                .map(line -> "pod " + name + ": " + container.getName() + " wrote: " + Text.line(line, LONGEST_LINE))
                .toList();
    }

    /** A container that was restarted said before it died why it did. */
    private String previousOrPresent(String pod, String container) {
        String previous = api.previousLog(namespace, pod, container, LOG_LINES);
        return previous.isBlank() ? api.log(namespace, pod, container, LOG_LINES) : previous;
    }

    private Map<String, List<String>> events() {
        return allowed(() -> api.list(OtherKinds.EVENT, namespace, Map.of()), List.<GenericKubernetesResource>of())
                .stream()
                .filter(event ->
                        OtherKinds.text(event, "involvedObject", "kind").equals("Pod"))
                .sorted(Comparator.comparing(LastWords::time).reversed())
                .collect(Collectors.groupingBy(
                        event -> OtherKinds.text(event, "involvedObject", "name"),
                        Collectors.collectingAndThen(
                                Collectors.mapping(LastWords::words, Collectors.toList()),
                                words -> words.stream().limit(EVENTS_PER_POD).toList())));
    }

    private static String time(GenericKubernetesResource event) {
        return Stream.of("lastTimestamp", "eventTime")
                .map(field -> OtherKinds.text(event, field))
                .filter(time -> !time.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String words(GenericKubernetesResource event) {
        String count = OtherKinds.text(event, "count");
        return Text.line(
                OtherKinds.text(event, "reason") + ": " + OtherKinds.text(event, "message")
                        + (count.isEmpty() || count.equals("1") ? "" : " (" + count + " times)"),
                LONGEST_LINE);
    }

    private static <T> T allowed(Supplier<T> look, T otherwise) {
        try {
            return look.get();
        } catch (DeniedException e) {
            return otherwise;
        }
    }
}
