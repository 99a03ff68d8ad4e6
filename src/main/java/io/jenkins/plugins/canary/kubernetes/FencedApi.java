package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A way to the cluster for whoever holds a claim: every write is preceded by a conditional write of the claim, so that a driver
 * that has lost the claim finds out before it does harm. One write of the claim allows one other write, and only for as long as
 * a call may take. As little thread-safe as the claim.
 */
public final class FencedApi implements KubernetesApi {
    private final KubernetesApi api;
    private final Runnable beforeWrite;

    /** Writes through {@code api} only while {@code claim} is held. */
    public FencedApi(KubernetesApi api, LeaseClaim claim) {
        this(api, Objects.requireNonNull(claim, "claim")::beforeWrite);
    }

    private FencedApi(KubernetesApi api, Runnable beforeWrite) {
        this.api = Objects.requireNonNull(api, "api");
        this.beforeWrite = beforeWrite;
    }

    /** A way for whoever may look and no more: every write is refused before anything is sent. */
    public static FencedApi closed(KubernetesApi api) {
        return new FencedApi(api, () -> {
            throw new RefusedException("nothing may be written to the cluster from here");
        });
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name) {
        return api.get(kind, namespace, name);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels) {
        return api.list(kind, namespace, labels);
    }

    @Override
    public <T extends HasMetadata> T create(Kind<T> kind, T object) {
        beforeWrite.run();
        return api.create(kind, object);
    }

    @Override
    public <T extends HasMetadata> T update(Kind<T> kind, T object) {
        beforeWrite.run();
        return api.update(kind, object);
    }

    @Override
    public <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid) {
        beforeWrite.run();
        api.delete(kind, namespace, name, uid);
    }

    @Override
    public boolean serves(Kind<?> kind) {
        return api.serves(kind);
    }

    @Override
    public boolean allows(String namespace, Right right) {
        return api.allows(namespace, right);
    }

    @Override
    public String log(String namespace, String pod, String container, int lines) {
        return api.log(namespace, pod, container, lines);
    }

    @Override
    public String previousLog(String namespace, String pod, String container, int lines) {
        return api.previousLog(namespace, pod, container, lines);
    }
}
