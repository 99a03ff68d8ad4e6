package io.jenkins.plugins.canary.safety;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.FencedApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.LeaseClaim;
import io.jenkins.plugins.canary.kubernetes.Workloads;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.Retrying;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.traffic.Routers;
import java.util.List;
import java.util.function.Function;

/** One process that drives a release: everything it knows is new, but for the journal that it is given. */
final class Process {
    private static final Holder HOLDER = new Holder("jenkins", "https://ci.example/", "https://ci.example/job/shop/1/");
    private static final Holder SOMEBODY = new Holder("bert@laptop", "", "the command line of bert@laptop");
    private static final int PATIENCE = 3000;

    private final World world;
    private final MortalApi api;
    private final Release release;

    /**
     * A process.
     *
     * @param lastCall it is killed right after so many calls to the cluster
     */
    Process(World world, KubernetesClient client, Journal journal, Act act, int lastCall) {
        this.world = world;
        this.api = new MortalApi(
                new FabricKubernetesApi(client),
                lastCall,
                world::mustServeEverybody,
                () -> world.witness(journal.entries().size()));
        WorkloadName workload = WorkloadName.parse(world.workload());
        LeaseClaim claim = new LeaseClaim(api, world.namespace, workload, world.clock);
        KubernetesApi fenced = new FencedApi(api, claim);
        Adapters adapters = new Adapters(
                claim,
                Workloads.create(fenced, world.namespace, workload, world.clock),
                traffic -> Routers.create(traffic, fenced, world.namespace, workload),
                name -> act.numbers(),
                journal);
        this.release = new Release(
                "release-1", HOLDER, SpecReader.read(world.spec() + act.change() + act.steps() + act.more()), adapters);
    }

    /** Where it releases. */
    World world() {
        return world;
    }

    /** Drives an operation to its end, through virtual time. */
    Progress run(Function<Release, Operation> operation) {
        return run(operation, PATIENCE);
    }

    /** The same for a release of somebody else, which began before. */
    Progress runOlder(Function<Release, Operation> operation) {
        Adapters adapters = release.adapters();
        Adapters apart = new Adapters(
                adapters.claim(), adapters.workload(), adapters.routers(), adapters.sources(), new MemoryJournal());
        return drive(operation.apply(new Release("release-0", SOMEBODY, release.spec(), apart)), PATIENCE);
    }

    /** Drives an operation for so many ticks at most. */
    Progress run(Function<Release, Operation> operation, int ticks) {
        return drive(operation.apply(release), ticks);
    }

    private Progress drive(Operation operation, int ticks) {
        Operation steady = new Retrying(operation);
        Progress progress = null;
        for (int i = 0; i < ticks; i++) {
            progress = steady.tick(world.clock.instant());
            if (!(progress instanceof Progress.Waiting waiting)) {
                return progress;
            }
            if (waiting.until().isAfter(world.clock.instant())) {
                world.advanceTo(waiting.until());
            }
        }
        if (ticks == PATIENCE) {
            throw new AssertionError("no end after " + ticks + " ticks; last: " + progress);
        }
        return progress;
    }

    /**
     * How everything that outlives the process stood after each of its calls. Where it stood the same after two calls, a kill
     * after the one is a kill after the other: nothing else could tell them apart.
     */
    List<Footprint> footprints() {
        return api.witnessed();
    }
}
