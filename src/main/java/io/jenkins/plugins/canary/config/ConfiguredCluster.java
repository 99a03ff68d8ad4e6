package io.jenkins.plugins.canary.config;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Right;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A cluster by its name: every call goes to the client that stands for that name then.
 *
 * @param current finds the client
 */
record ConfiguredCluster(Supplier<KubernetesApi> current) implements KubernetesApi {
    @Override
    public <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name) {
        return current.get().get(kind, namespace, name);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels) {
        return current.get().list(kind, namespace, labels);
    }

    @Override
    public <T extends HasMetadata> T create(Kind<T> kind, T object) {
        return current.get().create(kind, object);
    }

    @Override
    public <T extends HasMetadata> T update(Kind<T> kind, T object) {
        return current.get().update(kind, object);
    }

    @Override
    public <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid) {
        current.get().delete(kind, namespace, name, uid);
    }

    @Override
    public boolean serves(Kind<?> kind) {
        return current.get().serves(kind);
    }

    @Override
    public boolean allows(String namespace, Right right) {
        return current.get().allows(namespace, right);
    }

    @Override
    public String log(String namespace, String pod, String container, int lines) {
        return current.get().log(namespace, pod, container, lines);
    }

    @Override
    public String previousLog(String namespace, String pod, String container, int lines) {
        return current.get().previousLog(namespace, pod, container, lines);
    }
}
