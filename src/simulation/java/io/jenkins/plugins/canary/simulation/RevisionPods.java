package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plays what gives Knative's revisions their pods, and tells of them: as many as the annotation {@code min-scale} says, else one,
 * while traffic is led to the revision or is to be, or while it is new; none afterwards. A revision that was ready stays ready.
 */
final class RevisionPods {
    /** Annotation on a revision: fingerprint of the template that it was made of. */
    static final String TEMPLATE = "canary.simulation/template";

    private static final String OF_REVISION = "serving.knative.dev/revision";
    private static final String MIN_SCALE = "autoscaling.knative.dev/min-scale";

    private RevisionPods() {}

    static void pass(Room room) {
        for (GenericKubernetesResource revision : room.list(ServedKind.KNATIVE_REVISION)) {
            keepPods(room, revision);
            tellStatus(room, revision);
        }
    }

    private static void keepPods(Room room, GenericKubernetesResource revision) {
        List<Pod> pods = pods(room, revision.getMetadata().getName());
        int wanted = isWanted(room, revision) ? scale(revision) : 0;
        for (int missing = wanted - pods.size(); missing > 0; missing--) {
            room.create(Kind.POD, pod(room, revision));
        }
        pods.stream().skip(wanted).forEach(pod -> room.remove(Kind.POD, pod));
    }

    private static boolean isWanted(Room room, GenericKubernetesResource revision) {
        String name = revision.getMetadata().getName();
        return !condition(revision).equals("True")
                || room.list(ServedKind.KNATIVE_SERVICE).stream()
                        .filter(service -> Room.owns(service, revision))
                        .anyMatch(service -> Stream.of("spec", "status")
                                        .flatMap(part -> entries(service.get(part, "traffic")).stream())
                                        .anyMatch(entry -> name.equals(entry.get("revisionName")) && percent(entry) > 0)
                                || name.equals(service.get("status", "latestCreatedRevisionName")));
    }

    private static int scale(GenericKubernetesResource revision) {
        return Optional.ofNullable(revision.getMetadata().getAnnotations().get(MIN_SCALE))
                .map(Integer::parseInt)
                .filter(number -> number > 0)
                .orElse(1);
    }

    private static Pod pod(Room room, GenericKubernetesResource revision) {
        String name = revision.getMetadata().getName();
        return new PodBuilder()
                .withNewMetadata()
                .withName(name + "-deployment-" + Hashes.name(name + "/" + room.serial(), 5))
                .withLabels(revision.getMetadata().getLabels())
                .addToLabels(OF_REVISION, name)
                .withOwnerReferences(Room.reference(revision))
                .endMetadata()
                .withSpec(Serialization.jsonMapper().convertValue(revision.<Object>get("spec"), PodSpec.class))
                .build();
    }

    private static void tellStatus(Room room, GenericKubernetesResource revision) {
        List<Pod> pods = pods(room, revision.getMetadata().getName());
        boolean ready = condition(revision).equals("True")
                || !pods.isEmpty()
                        && pods.stream().allMatch(pod -> PodLife.readySince(pod).isPresent());
        Optional<ContainerStateWaiting> trouble = pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(container -> container.getState().getWaiting())
                .filter(Objects::nonNull)
                .filter(waiting -> !waiting.getReason().equals("ContainerCreating"))
                .findFirst();
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", "Ready");
        condition.put("status", ready ? "True" : trouble.isPresent() ? "False" : "Unknown");
        if (!ready) {
            trouble.ifPresent(waiting -> {
                condition.put("reason", waiting.getReason());
                condition.put("message", waiting.getMessage());
            });
        }
        PodSpec spec = Serialization.jsonMapper().convertValue(revision.<Object>get("spec"), PodSpec.class);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("conditions", List.of(condition));
        status.put(
                "containerStatuses",
                spec.getContainers().stream()
                        .map(container -> Map.of(
                                "name",
                                Optional.ofNullable(container.getName()).orElse("user-container"),
                                "imageDigest",
                                Images.id(container.getImage())))
                        .toList());
        tell(room, ServedKind.KNATIVE_REVISION, revision, status);
    }

    /** Writes a status if it is another than before. */
    static void tell(
            Room room,
            Kind<GenericKubernetesResource> kind,
            GenericKubernetesResource object,
            Map<String, Object> status) {
        String before = Serialization.asJson(object.<Object>get("status"));
        if (!Serialization.asJson(status).equals(before)) {
            GenericKubernetesResource told = Serialization.clone(object);
            told.setAdditionalProperty("status", status);
            room.update(kind, object, told);
        }
    }

    static List<Pod> pods(Room room, String revision) {
        return room.list(Kind.POD).stream()
                .filter(pod -> Room.selects(Map.of(OF_REVISION, revision), pod))
                .toList();
    }

    /** Whether a request would be answered. */
    static boolean serves(Room room, String revision) {
        return pods(room, revision).stream()
                .anyMatch(pod -> PodLife.readySince(pod).isPresent());
    }

    /** Fingerprint of the template that a revision was made of. */
    static String templateOf(GenericKubernetesResource revision) {
        return revision.getMetadata().getAnnotations().get(TEMPLATE);
    }

    /** What the condition {@code Ready} says. */
    static String condition(GenericKubernetesResource revision) {
        return entries(revision.get("status", "conditions")).stream()
                .filter(condition -> "Ready".equals(condition.get("type")))
                .map(condition -> String.valueOf(condition.get("status")))
                .findFirst()
                .orElse("Unknown");
    }

    /** The objects of a list; none if it is not there. */
    static List<Map<String, Object>> entries(Object list) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Object item : list instanceof List<?> items ? items : List.of()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            ((Map<?, ?>) item).forEach((key, value) -> entry.put(String.valueOf(key), value));
            entries.add(entry);
        }
        return entries;
    }

    static int percent(Map<String, Object> entry) {
        return entry.get("percent") instanceof Number number ? number.intValue() : 0;
    }
}
