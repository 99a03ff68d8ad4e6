package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down which calls were made. */
final class RecordingApi implements KubernetesApi {
    private final KubernetesApi real;
    private final List<String> calls = new ArrayList<>();

    RecordingApi(KubernetesApi real) {
        this.real = real;
    }

    /** The calls since the last time that somebody asked. */
    List<String> calls() {
        List<String> since = List.copyOf(calls);
        calls.clear();
        return since;
    }

    /** The same without calls that change nothing. */
    List<String> writes() {
        return calls().stream()
                .filter(call -> call.matches("(create|update|delete) .*"))
                .toList();
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name) {
        calls.add("get " + kind.plural() + " " + name);
        return real.get(kind, namespace, name);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels) {
        calls.add("list " + kind.plural());
        return real.list(kind, namespace, labels);
    }

    @Override
    public <T extends HasMetadata> T create(Kind<T> kind, T object) {
        calls.add("create " + kind.plural() + " " + object.getMetadata().getName());
        return real.create(kind, object);
    }

    @Override
    public <T extends HasMetadata> T update(Kind<T> kind, T object) {
        calls.add("update " + kind.plural() + " " + object.getMetadata().getName());
        return real.update(kind, object);
    }

    @Override
    public <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid) {
        calls.add("delete " + kind.plural() + " " + name);
        real.delete(kind, namespace, name, uid);
    }

    @Override
    public boolean serves(Kind<?> kind) {
        return real.serves(kind);
    }

    @Override
    public boolean allows(String namespace, Right right) {
        calls.add("allows " + right);
        return real.allows(namespace, right);
    }

    @Override
    public String log(String namespace, String pod, String container, int lines) {
        calls.add("log " + pod);
        return real.log(namespace, pod, container, lines);
    }

    @Override
    public String previousLog(String namespace, String pod, String container, int lines) {
        calls.add("previous log " + pod);
        return real.previousLog(namespace, pod, container, lines);
    }
}
