package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.ConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A cluster that keeps objects as JSON text, enforces resourceVersions and counts what it is asked. */
final class InMemoryKubernetes implements KubernetesApi {
    /** Every call that was made: verb, kind and name. */
    final List<String> calls = new ArrayList<>();
    /** What somebody else does just before an update arrives. */
    Runnable beforeUpdate = () -> {};

    private final Map<String, String> objects = new TreeMap<>();
    private final Set<String> served;
    private int version;

    InMemoryKubernetes(String... apiVersions) {
        served = Set.of(apiVersions);
    }

    /** Puts objects there, as YAML documents. */
    void apply(String yaml) {
        for (String document : yaml.split("(?m)^---$")) {
            Map<String, Object> fields = parse(document);
            Map<String, Object> metadata = Fields.in(fields, "metadata");
            store(key(fields.get("kind"), metadata.get("namespace"), metadata.get("name")), fields);
        }
    }

    /** What stands there, without the resourceVersion. */
    Map<String, Object> fields(String kind, String name) {
        Map<String, Object> fields = parse(objects.get(key(kind, "shop", name)));
        Fields.in(fields, "metadata").remove("resourceVersion");
        return fields;
    }

    /** As if somebody else had written these fields. */
    void write(String kind, String name, Map<String, Object> fields) {
        store(key(kind, "shop", name), fields);
    }

    void remove(String kind, String name) {
        objects.remove(key(kind, "shop", name));
    }

    /** Everything that stands there, without resourceVersions. */
    Map<String, Object> everything() {
        Map<String, Object> all = new TreeMap<>();
        objects.forEach((key, text) -> {
            Map<String, Object> fields = parse(text);
            Fields.in(fields, "metadata").remove("resourceVersion");
            all.put(key, Serialization.asJson(fields));
        });
        return all;
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name) {
        calls.add("get " + kind.kind() + " " + name);
        return Optional.ofNullable(objects.get(key(kind.kind(), namespace, name)))
                .map(text -> Serialization.unmarshal(text, kind.type()));
    }

    @Override
    public <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels) {
        calls.add("list " + kind.kind());
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(key(kind.kind(), namespace, "")))
                .map(entry -> Serialization.unmarshal(entry.getValue(), kind.type()))
                .filter(object -> Optional.ofNullable(object.getMetadata().getLabels())
                        .orElse(Map.of())
                        .entrySet()
                        .containsAll(labels.entrySet()))
                .toList();
    }

    @Override
    public <T extends HasMetadata> T create(Kind<T> kind, T object) {
        throw new AssertionError("a router creates nothing, but it tried " + object);
    }

    @Override
    public <T extends HasMetadata> T update(Kind<T> kind, T object) {
        String key = key(
                kind.kind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
        calls.add("update " + kind.kind() + " " + object.getMetadata().getName());
        beforeUpdate.run();
        Object stands = Fields.in(parse(objects.get(key)), "metadata").get("resourceVersion");
        if (!object.getMetadata().getResourceVersion().equals(stands)) {
            throw new ConflictException(key + " was written meanwhile");
        }
        IstioSchema.check(Serialization.asJson(object));
        store(key, parse(Serialization.asJson(object)));
        return Serialization.unmarshal(objects.get(key), kind.type());
    }

    @Override
    public <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid) {
        throw new AssertionError("a router deletes nothing, but it tried " + name);
    }

    @Override
    public boolean serves(Kind<?> kind) {
        return served.contains(kind.apiVersion());
    }

    @Override
    public String log(String namespace, String pod, String container, int lines) {
        throw new AssertionError("a router reads no logs");
    }

    private void store(String key, Map<String, Object> fields) {
        Map<String, Object> metadata = new TreeMap<>(Fields.in(fields, "metadata"));
        metadata.put("resourceVersion", String.valueOf(++version));
        objects.put(key, Serialization.asJson(Fields.with(fields, "metadata", metadata)));
    }

    private static Map<String, Object> parse(String json) {
        return Fields.of(Serialization.unmarshal(json, Map.class));
    }

    private static String key(Object kind, Object namespace, Object name) {
        return kind + " " + namespace + "/" + name;
    }
}
