package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A way to the cluster on which somebody listens to every call, and may do something about it. */
public abstract class TappedApi implements KubernetesApi {
    private final KubernetesApi real;

    /** Everything goes to the real one in the end. */
    protected TappedApi(KubernetesApi real) {
        this.real = real;
    }

    /** Makes a call, with whatever comes before and after it. */
    protected abstract <R> R tap(Call call, Supplier<R> real);

    @Override
    public final <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name) {
        return tap(Call.of("get", kind, name), () -> real.get(kind, namespace, name));
    }

    @Override
    public final <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels) {
        return tap(Call.of("list", kind, ""), () -> real.list(kind, namespace, labels));
    }

    @Override
    public final <T extends HasMetadata> T create(Kind<T> kind, T object) {
        return tap(Call.of("create", kind, object), () -> real.create(kind, object));
    }

    @Override
    public final <T extends HasMetadata> T update(Kind<T> kind, T object) {
        return tap(Call.of("update", kind, object), () -> real.update(kind, object));
    }

    @Override
    public final <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid) {
        tap(Call.of("delete", kind, name), () -> {
            real.delete(kind, namespace, name, uid);
            return name;
        });
    }

    @Override
    public final boolean serves(Kind<?> kind) {
        return tap(Call.of("discover", kind, ""), () -> real.serves(kind));
    }

    @Override
    public boolean allows(String namespace, Right right) {
        return tap(Call.of("allows", right.toString()), () -> real.allows(namespace, right));
    }

    @Override
    public final String log(String namespace, String pod, String container, int lines) {
        return tap(Call.of("log", pod), () -> real.log(namespace, pod, container, lines));
    }

    @Override
    public final String previousLog(String namespace, String pod, String container, int lines) {
        return tap(Call.of("previous log", pod), () -> real.previousLog(namespace, pod, container, lines));
    }

    /**
     * A call.
     *
     * @param kind of the object that it is about; empty if it is about none
     * @param name of what it is about; may be empty
     * @param written the object as it is sent
     */
    public record Call(String verb, Optional<Kind<?>> kind, String name, Optional<HasMetadata> written) {
        private static Call of(String verb, String name) {
            return new Call(verb, Optional.empty(), name, Optional.empty());
        }

        private static Call of(String verb, Kind<?> kind, String name) {
            return new Call(verb, Optional.of(kind), name, Optional.empty());
        }

        private static Call of(String verb, Kind<?> kind, HasMetadata object) {
            return new Call(verb, Optional.of(kind), object.getMetadata().getName(), Optional.of(object));
        }

        /** Whether it may change something. */
        public boolean writes() {
            return List.of("create", "update", "delete").contains(verb);
        }

        /** The call in a line, with the kind as objects say it. */
        @Override
        public String toString() {
            return said(kind.map(Kind::kind).orElse(""));
        }

        /** The call in a line, with a word for the kind. */
        String said(String kind) {
            return (verb + " " + kind + " " + name).replaceAll(" +", " ").strip();
        }
    }
}
