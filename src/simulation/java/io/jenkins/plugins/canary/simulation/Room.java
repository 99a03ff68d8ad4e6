package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One namespace at one time, as the controllers see and change it. Not thread-safe: used under its namespace's lock. */
final class Room {
    private final Store api;
    private final String namespace;
    private final Instant now;
    private final Map<Kind<?>, Long> looked = new HashMap<>();
    private Optional<Instant> next = Optional.empty();

    Room(Store api, String namespace, Instant now) {
        this.api = api;
        this.namespace = namespace;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    <T extends HasMetadata> List<T> list(Kind<T> kind) {
        look(kind);
        return api.view(kind, namespace);
    }

    /** Writes an object that is new. */
    <T extends HasMetadata> T create(Kind<T> kind, T object) {
        look(kind);
        return api.put(kind, namespace, object, now);
    }

    /** Writes an object if it is not what it was: an idle cluster has no writes. */
    <T extends HasMetadata> void update(Kind<T> kind, T before, T after) {
        if (!Objects.equals(before, after)) {
            api.put(kind, namespace, after, now);
        }
    }

    void remove(Kind<?> kind, HasMetadata object) {
        api.remove(kind, namespace, object.getMetadata().getName());
    }

    /** A number that makes a name new. */
    long serial() {
        return api.serial(namespace);
    }

    /** Asks to be called again then. */
    void wakeAt(Instant time) {
        if (next.isEmpty() || time.isBefore(next.get())) {
            next = Optional.of(time);
        }
    }

    private void look(Kind<?> kind) {
        looked.computeIfAbsent(kind, key -> api.version(key, namespace));
    }

    /** What was looked at here, and when the first of those who asked wants to be called again. */
    Glance glance(long images) {
        return new Glance(looked, images, next);
    }

    static boolean selects(Map<String, String> selector, HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && labels.entrySet().containsAll(selector.entrySet());
    }

    static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    static boolean owns(HasMetadata owner, HasMetadata object) {
        return controller(object)
                .filter(reference ->
                        reference.getUid().equals(owner.getMetadata().getUid()))
                .isPresent();
    }

    static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
