package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one narrow way to the cluster's API: each method is one call. Safe for use by several threads.
 *
 * <p>Errors are told in the engine's words: {@link io.jenkins.plugins.canary.target.ConflictException} for 409,
 * {@link io.jenkins.plugins.canary.target.UnauthenticatedException} for 401 and its parent
 * {@link io.jenkins.plugins.canary.target.DeniedException} for 403 (with verb, resource and namespace),
 * {@link io.jenkins.plugins.canary.target.RefusedException} for 400 and 422 (with the server's words),
 * {@link io.jenkins.plugins.canary.target.UnavailableException} for 429, 5xx and time-outs. A missing object is an empty
 * {@link Optional}, not an error; a kind that the server does not know is the same as no object.
 */
public interface KubernetesApi {
    /** Reads one object. */
    <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name);

    /** Reads all objects that carry these labels; all of the namespace if there are none. */
    <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels);

    /** Creates an object; a conflict if one of that name exists. */
    <T extends HasMetadata> T create(Kind<T> kind, T object);

    /** Replaces an object on condition that its {@code resourceVersion} is still the one that was read. */
    <T extends HasMetadata> T update(Kind<T> kind, T object);

    /**
     * Deletes an object, and in the background what it owns; nothing to delete is fine.
     *
     * @param uid delete only this very object, not a later one of the same name
     */
    <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid);

    /** Whether the server knows the kind in this version. */
    boolean serves(Kind<?> kind);

    /** Whether whoever asks may do that in the namespace; who may not even ask is told yes, and finds out by doing. */
    boolean allows(String namespace, Right right);

    /** The last lines that a container wrote; empty if it wrote none or cannot be asked. */
    String log(String namespace, String pod, String container, int lines);

    /** The last lines that a container wrote before it was last restarted; empty if it wrote none or cannot be asked. */
    default String previousLog(String namespace, String pod, String container, int lines) {
        return "";
    }
}
