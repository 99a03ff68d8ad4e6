package io.jenkins.plugins.canary.safety;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way to the cluster of a process that is killed right after its n-th call: the call takes effect, and nothing that comes
 * after it does. After each call that may have changed something, an onlooker looks at the cluster.
 */
final class MortalApi implements KubernetesApi {
    private final KubernetesApi real;
    private final int lastCall;
    private final Runnable onlooker;
    private final Supplier<Object> witness;
    private final List<Footprint> witnessed = new ArrayList<>();

    /**
     * A way to the cluster.
     *
     * @param lastCall number of calls that are made, counted from 1; {@link Integer#MAX_VALUE}: never killed
     * @param onlooker what looks at the cluster after every write
     * @param witness tells after every call how everything stands that outlives the process
     */
    MortalApi(KubernetesApi real, int lastCall, Runnable onlooker, Supplier<Object> witness) {
        this.real = real;
        this.lastCall = lastCall;
        this.onlooker = onlooker;
        this.witness = witness;
    }

    /** What the witness told, one by one for the calls that were made. */
    List<Footprint> witnessed() {
        return witnessed;
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name) {
        return live("get " + kind.kind(), false, () -> real.get(kind, namespace, name));
    }

    @Override
    public <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels) {
        return live("list " + kind.kind(), false, () -> real.list(kind, namespace, labels));
    }

    @Override
    public <T extends HasMetadata> T create(Kind<T> kind, T object) {
        return live("create " + kind.kind(), true, () -> watched(() -> real.create(kind, object)));
    }

    @Override
    public <T extends HasMetadata> T update(Kind<T> kind, T object) {
        return live("update " + kind.kind(), true, () -> watched(() -> real.update(kind, object)));
    }

    @Override
    public <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid) {
        live(
                "delete " + kind.kind(),
                true,
                () -> watched(() -> {
                    real.delete(kind, namespace, name, uid);
                    return name;
                }));
    }

    @Override
    public boolean serves(Kind<?> kind) {
        return live("discover " + kind.kind(), false, () -> real.serves(kind));
    }

    @Override
    public boolean allows(String namespace, Right right) {
        return live("allows " + right, false, () -> real.allows(namespace, right));
    }

    @Override
    public String log(String namespace, String pod, String container, int lines) {
        return live("log", false, () -> real.log(namespace, pod, container, lines));
    }

    @Override
    public String previousLog(String namespace, String pod, String container, int lines) {
        return live("log", false, () -> real.previousLog(namespace, pod, container, lines));
    }

    private <R> R watched(Supplier<R> write) {
        try {
            return write.get();
        } finally {
            onlooker.run();
        }
    }

    private <R> R live(String what, boolean writes, Supplier<R> call) {
        if (witnessed.size() >= lastCall) {
            throw new Killed();
        }
        try {
            return call.get();
        } finally {
            witnessed.add(new Footprint(what, writes, witness.get()));
            dieIfTimeHasCome();
        }
    }

    private void dieIfTimeHasCome() {
        if (witnessed.size() >= lastCall) {
            throw new Killed();
        }
    }
}
