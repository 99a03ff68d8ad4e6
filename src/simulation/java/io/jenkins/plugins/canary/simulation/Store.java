package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.List;

/** Where the doubles of controllers find the objects of a namespace, and write them. */
public interface Store {
    /** All objects of a kind by name, only to look at. */
    <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace);

    /** Creates or replaces an object, status and all, as the controllers do that own it. */
    <T extends HasMetadata> T put(Kind<T> kind, String namespace, T object, Instant now);

    /** Deletes an object; nothing to delete is fine. */
    void remove(Kind<?> kind, String namespace, String name);

    /** How often any object of a kind was changed there. */
    long version(Kind<?> kind, String namespace);

    /** A number that no other object of the namespace was given. */
    long serial(String namespace);
}
