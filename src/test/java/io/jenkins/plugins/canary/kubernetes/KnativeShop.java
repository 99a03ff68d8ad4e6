package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.ImageBehaviour.Fate;
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

/** A simulated cluster in which checkout is a Knative Service. */
final class KnativeShop implements AutoCloseable {
    static final String OLD = "registry.example/checkout:1";
    static final Changes NEW_IMAGE = Changes.image("registry.example/checkout:2");
    private static final String SERVICE = """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: checkout, annotations: {team: carts}}
            spec:
              template:
                metadata: {annotations: {autoscaling.knative.dev/target: '50'}%s}
                spec:
                  containerConcurrency: 10
                  containers: [{name: user-container, image: 'registry.example/checkout:1', resources: {}}]
              traffic: %s
            """;

    private static final Duration STARTUP = ImageBehaviour.SOUND.pull().plus(ImageBehaviour.SOUND.start());

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private final SimulatedCluster cluster;
    private final KubernetesClient client;
    private final RecordingApi api;
    private final RevisedWorkload workload;

    KnativeShop(String name, String traffic) {
        cluster = SimulatedCluster.start(clock);
        client = cluster.client();
        api = new RecordingApi(new FabricKubernetesApi(client));
        workload = new RevisedWorkload(api, Shop.NAMESPACE, WorkloadName.parse("ksvc/checkout"));
        cluster.put(
                KnativeService.SERVICE,
                Shop.NAMESPACE,
                Yaml.read(SERVICE.formatted(name, traffic), GenericKubernetesResource.class));
        settle();
        api.calls();
    }

    /** One whose traffic follows the latest revision, with a tag for previews. */
    static KnativeShop open() {
        return new KnativeShop("", "[{latestRevision: true, percent: 100}, {latestRevision: true, tag: preview}]");
    }

    RevisedWorkload workload() {
        return workload;
    }

    RecordingApi api() {
        return api;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    GenericKubernetesResource service() {
        return cluster.find(KnativeService.SERVICE, Shop.NAMESPACE, "checkout").orElseThrow();
    }

    String image() {
        return KnativeTemplate.of(service()).getSpec().getContainers().get(0).getImage();
    }

    /** Revision to percent, as the controllers have it. */
    Map<String, Integer> served() {
        return KnativeTraffic.of(service().get("status", "traffic")).shares();
    }

    /** No new pod of that image becomes ready from now on. */
    void holdBack(String image) {
        cluster.behave(image, ImageBehaviour.SOUND.fated(Fate.CANNOT_BE_PULLED));
    }

    void letGo(String image) {
        cluster.behave(image, ImageBehaviour.SOUND);
        settle();
    }

    /** Changes the specification as another's hand would. */
    void change(String image) {
        GenericKubernetesResource service = Serialization.clone(service());
        Map<String, Object> spec = new LinkedHashMap<>(service.<Map<String, Object>>get("spec"));
        PodTemplateSpec template = KnativeTemplate.of(service);
        template.getSpec().getContainers().get(0).setImage(image);
        spec.put("template", KnativeTemplate.written(template));
        service.setAdditionalProperty("spec", spec);
        cluster.put(KnativeService.SERVICE, Shop.NAMESPACE, service);
        settle();
    }

    ClaimRecord claim() {
        return Records.opening(workload.originals(NEW_IMAGE), Separation.SHARED_SERVICE);
    }

    /** A claim of a release whose canary is ready and has that weight. */
    ClaimRecord released(int weight) {
        ClaimRecord claim = claim();
        created(claim);
        ClaimRecord serving = claim.serving(weight, Records.START);
        workload.shift(serving, weight);
        settle();
        api.calls();
        return serving;
    }

    void created(ClaimRecord claim) {
        for (int i = 0; i < 2; i++) {
            workload.createCanary(claim, NEW_IMAGE, 1);
            settle();
        }
    }

    static ClaimRecord rollingBack(ClaimRecord claim) {
        return claim.rollingBack(new Ending(Outcome.ROLLED_BACK, claim.phase(), false, "it harms"), Records.START);
    }

    ClaimRecord promoting(ClaimRecord claim) {
        return claim.promoting(workload.promotion(claim), Records.START);
    }

    /** Deletes the canary as a driver does, while Knative goes on. */
    void cleared(ClaimRecord claim) {
        for (int i = 0; i < 3; i++) {
            workload.deleteCanary(claim);
            settle();
        }
    }

    /** Lets the controllers act, and pods start. */
    void settle() {
        clock.advanceTo(clock.instant().plus(STARTUP));
        cluster.settle(Shop.NAMESPACE, clock.instant());
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
