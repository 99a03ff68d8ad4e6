package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the controllers of Knative's Services: a revision of each template, with a number or with the template's own name; the
 * latest of them that is ready; traffic as the list says, as soon as each revision that it names has a pod that is ready.
 *
 * @see <a href="https://github.com/knative/serving/tree/main/pkg/reconciler">Knative: the reconcilers</a>
 */
final class KnativeDouble {
    static final String OF_SERVICE = "serving.knative.dev/service";
    private static final String GENERATION = "serving.knative.dev/configurationGeneration";

    private KnativeDouble() {}

    static void pass(Room room) {
        room.list(ServedKind.KNATIVE_SERVICE).forEach(service -> pass(room, service));
    }

    private static void pass(Room room, GenericKubernetesResource service) {
        GenericKubernetesResource newest = newest(room, service);
        tell(room, service, newest);
    }

    /** The revision of the present template, made if the newest is of another one. */
    private static GenericKubernetesResource newest(Room room, GenericKubernetesResource service) {
        List<GenericKubernetesResource> all = room.list(ServedKind.KNATIVE_REVISION).stream()
                .filter(revision -> Room.owns(service, revision))
                .sorted(Comparator.comparingInt(KnativeDouble::number))
                .toList();
        PodTemplateSpec template = template(service);
        String hash = Hashes.name(Hashes.canonical(template), 10);
        int last = all.isEmpty() ? 0 : number(all.get(all.size() - 1));
        if (last > 0 && hash.equals(RevisionPods.templateOf(all.get(all.size() - 1)))) {
            return all.get(all.size() - 1);
        }
        Optional<String> own = Optional.ofNullable(template.getMetadata().getName());
        String name = own.orElseGet(() -> service.getMetadata().getName() + "-%05d".formatted(last + 1));
        Optional<GenericKubernetesResource> named = all.stream()
                .filter(revision -> revision.getMetadata().getName().equals(name))
                .findFirst();
        return named.orElseGet(
                () -> room.create(ServedKind.KNATIVE_REVISION, made(service, template, name, last + 1, hash)));
    }

    private static int number(GenericKubernetesResource revision) {
        return Integer.parseInt(revision.getMetadata().getLabels().get(GENERATION));
    }

    static PodTemplateSpec template(GenericKubernetesResource service) {
        PodTemplateSpec template = Serialization.jsonMapper()
                .convertValue(
                        Optional.ofNullable(service.<Object>get("spec", "template"))
                                .orElse(Map.of()),
                        PodTemplateSpec.class);
        if (template.getMetadata() == null) {
            template.setMetadata(new ObjectMeta());
        }
        return template;
    }

    private static GenericKubernetesResource made(
            GenericKubernetesResource service, PodTemplateSpec template, String name, int number, String hash) {
        GenericKubernetesResource revision = new GenericKubernetesResource();
        revision.setApiVersion(ServedKind.KNATIVE_REVISION.apiVersion());
        revision.setKind(ServedKind.KNATIVE_REVISION.kind());
        revision.setMetadata(new ObjectMetaBuilder(template.getMetadata())
                .withName(name)
                .addToLabels(OF_SERVICE, service.getMetadata().getName())
                .addToLabels(GENERATION, Integer.toString(number))
                .addToAnnotations(RevisionPods.TEMPLATE, hash)
                .withOwnerReferences(Room.reference(service))
                .build());
        revision.setAdditionalProperty("spec", service.get("spec", "template", "spec"));
        return revision;
    }

    private static void tell(Room room, GenericKubernetesResource service, GenericKubernetesResource newest) {
        String created = newest.getMetadata().getName();
        String readiness = RevisionPods.condition(newest);
        String latest = readiness.equals("True")
                ? created
                : Optional.ofNullable(service.<Object>get("status", "latestReadyRevisionName"))
                        .map(String::valueOf)
                        .orElse("");
        List<Map<String, Object>> wanted = resolved(service, latest);
        boolean leads = wanted.stream()
                .filter(entry -> RevisionPods.percent(entry) > 0)
                .allMatch(entry -> RevisionPods.serves(room, String.valueOf(entry.get("revisionName"))));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("observedGeneration", service.getMetadata().getGeneration());
        status.put("latestCreatedRevisionName", created);
        status.put("latestReadyRevisionName", latest);
        status.put("traffic", leads ? wanted : RevisionPods.entries(service.get("status", "traffic")));
        status.put(
                "conditions",
                List.of(
                        Map.of("type", "ConfigurationsReady", "status", readiness),
                        Map.of("type", "RoutesReady", "status", leads ? "True" : "Unknown"),
                        Map.of("type", "Ready", "status", leads ? readiness : "Unknown")));
        RevisionPods.tell(room, ServedKind.KNATIVE_SERVICE, service, status);
    }

    /** The list with the name of the latest revision where it stands for whichever that is. */
    private static List<Map<String, Object>> resolved(GenericKubernetesResource service, String latest) {
        List<Map<String, Object>> traffic = RevisionPods.entries(service.get("spec", "traffic"));
        List<Map<String, Object>> resolved = new ArrayList<>();
        for (Map<String, Object> entry : traffic.isEmpty()
                ? List.<Map<String, Object>>of(Map.of("latestRevision", true, "percent", 100))
                : traffic) {
            Map<String, Object> named = new LinkedHashMap<>(entry);
            named.putIfAbsent("revisionName", latest);
            resolved.add(named);
        }
        return resolved;
    }
}
