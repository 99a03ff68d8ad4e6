package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A simulated cluster in which checkout is a workload of which Knative makes revisions. */
abstract class RevisedShop implements AutoCloseable {
    private static final Duration STARTUP = ImageBehaviour.SOUND.pull().plus(ImageBehaviour.SOUND.start());

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final KubernetesClient client = cluster.client();
    private final RecordingApi api = new RecordingApi(new FabricKubernetesApi(client));
    private final Kind<GenericKubernetesResource> kind;
    private final Changes changes;
    private final RevisedWorkload workload;

    /**
     * Puts it there.
     *
     * @param word its kind as a specification writes it
     * @param changes what its releases change
     */
    RevisedShop(String word, Kind<GenericKubernetesResource> kind, String service, Changes changes) {
        this.kind = kind;
        this.changes = changes;
        workload = new RevisedWorkload(api, Shop.NAMESPACE, WorkloadName.parse(word + "/checkout"));
        cluster.put(kind, Shop.NAMESPACE, Yaml.read(service, GenericKubernetesResource.class));
        settle();
        api.calls();
    }

    /** Revision to percent, as the controllers have it. */
    abstract Map<String, Integer> served();

    final RevisedWorkload workload() {
        return workload;
    }

    final RecordingApi api() {
        return api;
    }

    final SimulatedCluster cluster() {
        return cluster;
    }

    final GenericKubernetesResource service() {
        return cluster.find(kind, Shop.NAMESPACE, "checkout").orElseThrow();
    }

    final Map<String, Object> spec() {
        return service().get("spec");
    }

    /** Changes the specification as another's hand would. */
    final void change(UnaryOperator<Map<String, Object>> hand) {
        GenericKubernetesResource service = Serialization.clone(service());
        service.setAdditionalProperty("spec", hand.apply(new LinkedHashMap<>(spec())));
        cluster.put(kind, Shop.NAMESPACE, service);
        settle();
    }

    final void remove() {
        cluster.remove(kind, Shop.NAMESPACE, "checkout");
    }

    final ClaimRecord claim() {
        return Records.opening(workload.originals(changes), Separation.SHARED_SERVICE);
    }

    /** A claim of a release whose canary is ready and has that weight. */
    final ClaimRecord released(int weight) {
        ClaimRecord claim = claim();
        created(claim);
        ClaimRecord serving = claim.serving(weight, Records.START);
        workload.shift(serving, weight);
        settle();
        api.calls();
        return serving;
    }

    /** Begins to make the canary, and goes no further. */
    final void begun(ClaimRecord claim) {
        workload.createCanary(claim, changes, 1);
    }

    final void created(ClaimRecord claim) {
        created(claim, changes);
    }

    final void created(ClaimRecord claim, Changes others) {
        for (int i = 0; i < 3; i++) {
            workload.createCanary(claim, others, 1);
            settle();
        }
    }

    static ClaimRecord rollingBack(ClaimRecord claim) {
        return claim.rollingBack(new Ending(Outcome.ROLLED_BACK, claim.phase(), false, "it harms"), Records.START);
    }

    final ClaimRecord promoting(ClaimRecord claim) {
        return claim.promoting(workload.promotion(claim), Records.START);
    }

    /** A claim of a release that has promoted its canary, and cleared up. */
    final ClaimRecord promoted() {
        ClaimRecord promoting = promoting(released(25));
        workload.promote(promoting);
        settle();
        cleared(promoting);
        return promoting;
    }

    /** Deletes the canary as a driver does, while the controllers go on. */
    final void cleared(ClaimRecord claim) {
        for (int i = 0; i < 4; i++) {
            workload.deleteCanary(claim);
            settle();
        }
    }

    /** Lets the controllers act, and pods start. */
    final void settle() {
        clock.advanceTo(clock.instant().plus(STARTUP));
        cluster.settle(Shop.NAMESPACE, clock.instant());
    }

    @Override
    public final void close() {
        client.close();
        cluster.close();
    }
}
