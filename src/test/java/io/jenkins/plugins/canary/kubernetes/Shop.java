package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A simulated cluster in which checkout runs, and the adapter that is tested on it. */
final class Shop implements AutoCloseable {
    static final String NAMESPACE = "shop";
    static final Changes NEW_IMAGE = Changes.image(Scenery.CANARY_IMAGE);

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private final SimulatedCluster cluster;
    private final KubernetesClient client;
    private final RecordingApi api;
    private final DeploymentWorkload workload;

    private Shop(List<ServedKind> kinds) {
        cluster = SimulatedCluster.start(clock, kinds);
        client = cluster.client();
        api = new RecordingApi(new FabricKubernetesApi(client));
        workload = workload(Scenery.NAME);
    }

    /** A shop that runs and is whole. */
    static Shop open(Scenery scenery, Kind<?>... moreKinds) {
        Stream<ServedKind> more = Stream.of(moreKinds).map(kind -> new ServedKind(kind, true, false));
        Shop shop =
                new Shop(Stream.concat(ServedKind.withRoutes().stream(), more).toList());
        scenery.build(shop.cluster, shop.clock.instant());
        shop.pass(Duration.ofMinutes(1));
        return shop;
    }

    /** The usual one: three replicas; Service and Deployment select on app, the Deployment on version too. */
    static Shop open() {
        return open(Scenery.checkout(NAMESPACE));
    }

    DeploymentWorkload workload() {
        return workload;
    }

    /** The adapter for another Deployment. */
    DeploymentWorkload workload(String name) {
        return new DeploymentWorkload(api, NAMESPACE, WorkloadName.parse(name), clock);
    }

    RecordingApi api() {
        return api;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    SimulatedClock clock() {
        return clock;
    }

    /** A claim that has recorded stable as it stands. */
    ClaimRecord claim(Separation separation) {
        return Records.opening(workload.originals(NEW_IMAGE), separation, Scenery.NAME);
    }

    /** A claim of a release whose canary stands and is ready. */
    ClaimRecord released(Separation separation, int replicas) {
        ClaimRecord claim = claim(separation);
        workload.createCanary(claim, NEW_IMAGE, replicas);
        pass(Duration.ofMinutes(1));
        api.calls();
        return claim;
    }

    /** Lets time pass and the controllers act. */
    void pass(Duration time) {
        clock.advanceTo(clock.instant().plus(time));
        cluster.settle(NAMESPACE, clock.instant());
    }

    Deployment deployment(String name) {
        return cluster.find(Kind.DEPLOYMENT, NAMESPACE, name).orElseThrow();
    }

    Service service(String name) {
        return cluster.find(Kind.SERVICE, NAMESPACE, name).orElseThrow();
    }

    /** Pods that carry a label. */
    List<Pod> pods(String key, String value) {
        return cluster.list(Kind.POD, NAMESPACE).stream()
                .filter(pod -> value.equals(pod.getMetadata().getLabels().get(key)))
                .toList();
    }

    /** Changes the stable Deployment as another's hand would. */
    void change(UnaryOperator<Deployment> change) {
        cluster.put(Kind.DEPLOYMENT, NAMESPACE, change.apply(deployment(Scenery.NAME)));
    }

    <T extends HasMetadata> T put(Kind<T> kind, String yaml) {
        return cluster.put(kind, NAMESPACE, Yaml.read(yaml, kind.type()));
    }

    /** Everything that a user would call his own, to see whether it was put back. */
    Map<String, Object> mine() {
        return Map.of(
                "spec", deployment(Scenery.NAME).getSpec(),
                "service", service(Scenery.NAME).getSpec(),
                "services", cluster.list(Kind.SERVICE, NAMESPACE).size(),
                "deployments", cluster.list(Kind.DEPLOYMENT, NAMESPACE).size());
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
