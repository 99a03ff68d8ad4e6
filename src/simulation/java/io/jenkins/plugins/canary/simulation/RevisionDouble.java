package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps the templates that a workload has had as ControllerRevisions, numbered; one that comes back gets the highest number. */
final class RevisionDouble {
    /** Label on a pod: which revision it was made from. */
    static final String LABEL = "controller-revision-hash";

    private static final int HISTORY = 10;

    private RevisionDouble() {}

    /** The revision of a template, made if there is none. */
    static GenericKubernetesResource of(Room room, HasMetadata owner, PodTemplateSpec template) {
        List<GenericKubernetesResource> all = all(room, owner);
        long last = all.isEmpty() ? 0 : number(all.get(all.size() - 1));
        String name = owner.getMetadata().getName() + "-" + Hashes.name(Hashes.canonical(template), 10);
        Optional<GenericKubernetesResource> found = find(room, owner, name);
        if (found.isEmpty()) {
            return room.create(Kind.CONTROLLER_REVISION, made(owner, name, template, last + 1));
        }
        if (number(found.get()) < last) {
            GenericKubernetesResource newest = Serialization.clone(found.get());
            newest.setAdditionalProperty("revision", last + 1);
            room.update(Kind.CONTROLLER_REVISION, found.get(), newest);
        }
        return found.get();
    }

    /** The revision of that name. */
    static Optional<GenericKubernetesResource> find(Room room, HasMetadata owner, String name) {
        return all(room, owner).stream()
                .filter(revision -> revision.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** The template that it keeps. */
    static PodTemplateSpec template(GenericKubernetesResource revision) {
        Map<String, Object> kept = new LinkedHashMap<>();
        ((Map<?, ?>) revision.get("data", "spec", "template")).forEach((key, value) -> kept.put((String) key, value));
        kept.remove("$patch");
        return Serialization.jsonMapper().convertValue(kept, PodTemplateSpec.class);
    }

    /** Deletes the oldest of those that nobody needs, as many as there are too many. */
    static void forget(Room room, HasMetadata owner, Integer limit, Predicate<GenericKubernetesResource> needed) {
        List<GenericKubernetesResource> idle =
                all(room, owner).stream().filter(needed.negate()).toList();
        idle.stream()
                .limit(Math.max(0, idle.size() - (limit == null ? HISTORY : limit)))
                .forEach(revision -> room.remove(Kind.CONTROLLER_REVISION, revision));
    }

    private static List<GenericKubernetesResource> all(Room room, HasMetadata owner) {
        return room.list(Kind.CONTROLLER_REVISION).stream()
                .filter(revision -> Room.owns(owner, revision))
                .sorted(Comparator.comparingLong(RevisionDouble::number))
                .toList();
    }

    private static long number(GenericKubernetesResource revision) {
        return ((Number) revision.getAdditionalProperties().get("revision")).longValue();
    }

    private static GenericKubernetesResource made(
            HasMetadata owner, String name, PodTemplateSpec template, long number) {
        Map<String, Object> kept = new LinkedHashMap<>();
        Map<?, ?> fields = Serialization.jsonMapper().convertValue(template, Map.class);
        fields.forEach((key, value) -> kept.put((String) key, value));
        kept.put("$patch", "replace");
        GenericKubernetesResource revision = new GenericKubernetesResource();
        revision.setApiVersion("apps/v1");
        revision.setKind("ControllerRevision");
        revision.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withOwnerReferences(Room.reference(owner))
                .build());
        revision.setAdditionalProperty("revision", number);
        revision.setAdditionalProperty("data", Map.of("spec", Map.of("template", kept)));
        return revision;
    }
}
