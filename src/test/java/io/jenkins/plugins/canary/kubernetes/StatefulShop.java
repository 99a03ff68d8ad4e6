package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A simulated cluster in which checkout is a StatefulSet of four, and the adapter that is tested on it. */
final class StatefulShop implements AutoCloseable {
    static final Changes NEW_IMAGE = Changes.image(Scenery.CANARY_IMAGE);

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final KubernetesClient client = cluster.client();
    private final RecordingApi api = new RecordingApi(new FabricKubernetesApi(client));
    private final InPlaceWorkload workload;
    private final StatefulSetPods pods = new StatefulSetPods(api, Shop.NAMESPACE, Scenery.NAME);

    StatefulShop() {
        workload = new InPlaceWorkload(api, Shop.NAMESPACE, WorkloadName.parse(Routing.PARTITION.workload()), pods);
        Scenery.checkout(Shop.NAMESPACE).routed(Routing.PARTITION).replicas(4).build(cluster, clock.instant());
        pass(Duration.ofMinutes(5));
        api.calls();
    }

    InPlaceWorkload workload() {
        return workload;
    }

    StatefulSetPods pods() {
        return pods;
    }

    RecordingApi api() {
        return api;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    StatefulSet set() {
        return cluster.find(Kind.STATEFUL_SET, Shop.NAMESPACE, Scenery.NAME).orElseThrow();
    }

    /** Lets time pass and the controllers act. */
    void pass(Duration time) {
        for (int i = 0; i < 20; i++) {
            clock.advanceTo(clock.instant().plus(time.dividedBy(20)));
            cluster.settle(Shop.NAMESPACE, clock.instant());
        }
    }

    ClaimRecord claim() {
        return Records.opening(workload.originals(NEW_IMAGE), Separation.SHARED_SERVICE, Scenery.NAME);
    }

    /** A claim of a release of which so many of the four pods are ready canaries. */
    ClaimRecord released(int pods) {
        ClaimRecord claim = claim();
        workload.createCanary(claim, NEW_IMAGE, pods);
        pass(Duration.ofMinutes(5));
        api.calls();
        return claim.serving(25 * pods, Records.START);
    }

    /** The same, taken back. */
    static ClaimRecord rollingBack(ClaimRecord claim) {
        return claim.rollingBack(new Ending(Outcome.ROLLED_BACK, claim.phase(), true, "it harms"), Records.START);
    }

    ClaimRecord promoting(ClaimRecord claim) {
        return claim.promoting(workload.promotion(claim), Records.START);
    }

    WorkloadState observed(ClaimRecord claim) {
        return workload.observe(claim);
    }

    /** Does it again and again as a driver does, while time passes. */
    void drive(Runnable tick) {
        for (int i = 0; i < 40; i++) {
            tick.run();
            pass(Duration.ofSeconds(10));
        }
    }

    /** Pod to image, of those that are ready. */
    Map<String, String> ready() {
        Map<String, String> images = new TreeMap<>();
        for (Pod pod : cluster.list(Kind.POD, Shop.NAMESPACE)) {
            if (PodStates.readySince(pod).isPresent()) {
                images.put(
                        pod.getMetadata().getName(),
                        pod.getSpec().getContainers().get(0).getImage());
            }
        }
        return images;
    }

    List<String> podsWith(String image) {
        return ready().entrySet().stream()
                .filter(pod -> pod.getValue().equals(image))
                .map(Map.Entry::getKey)
                .toList();
    }

    void change(UnaryOperator<StatefulSet> change) {
        cluster.put(Kind.STATEFUL_SET, Shop.NAMESPACE, change.apply(set()));
    }

    void behave(String image, ImageBehaviour.Fate fate) {
        cluster.behave(image, ImageBehaviour.SOUND.fated(fate));
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
