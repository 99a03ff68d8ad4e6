package io.jenkins.plugins.canary.safety;

import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.TappedApi;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The way to the cluster of a process that is killed right after its n-th call: the call takes effect, and nothing that comes
 * after it does. After each call that may have changed something, an onlooker looks at the cluster.
 */
final class MortalApi extends TappedApi {
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
        super(real);
        this.lastCall = lastCall;
        this.onlooker = onlooker;
        this.witness = witness;
    }

    /** What the witness told, one by one for the calls that were made. */
    List<Footprint> witnessed() {
        return witnessed;
    }

    @Override
    protected <R> R tap(Call call, Supplier<R> real) {
        if (witnessed.size() >= lastCall) {
            throw new Killed();
        }
        try {
            return call.writes() ? watched(real) : real.get();
        } finally {
            witnessed.add(new Footprint(kindOf(call), call.writes(), witness.get()));
            dieIfTimeHasCome();
        }
    }

    private static String kindOf(Call call) {
        return call.verb() + call.kind().map(kind -> " " + kind.kind()).orElse("");
    }

    private <R> R watched(Supplier<R> write) {
        try {
            return write.get();
        } finally {
            onlooker.run();
        }
    }

    private void dieIfTimeHasCome() {
        if (witnessed.size() >= lastCall) {
            throw new Killed();
        }
    }
}
