package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.ServedKind;
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

/** A simulated cluster in which checkout is an InferenceService of KServe's. */
final class KServeShop implements AutoCloseable {
    static final String OLD = "s3://models/checkout/1";
    static final Changes NEW_MODEL = Changes.NONE.withStorageUri("s3://models/checkout/2");
    private static final Duration STARTUP = ImageBehaviour.SOUND.pull().plus(ImageBehaviour.SOUND.start());
    private static final String SERVICE = """
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata: {name: checkout, annotations: {team: carts}, labels: {app: checkout}}
            spec:
              predictor:
                minReplicas: 1
            %s
                labels: {tier: models}
                model:
                  modelFormat: {name: sklearn}
                  image: registry.example/sklearn:1
                  storageUri: s3://models/checkout/1
                  resources: {requests: {cpu: 100m}}
              transformer: {containers: [{name: kserve-container, image: 'registry.example/transform:1'}]}
            """;

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final KubernetesClient client = cluster.client();
    private final RecordingApi api = new RecordingApi(new FabricKubernetesApi(client));
    private final RevisedWorkload workload =
            new RevisedWorkload(api, Shop.NAMESPACE, WorkloadName.parse("inferenceservice/checkout"));

    KServeShop(String more) {
        cluster.put(
                ServedKind.INFERENCE_SERVICE,
                Shop.NAMESPACE,
                Yaml.read(SERVICE.formatted(more.indent(4).stripTrailing()), GenericKubernetesResource.class));
        settle();
        api.calls();
    }

    static KServeShop open() {
        return new KServeShop("");
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
        return cluster.find(ServedKind.INFERENCE_SERVICE, Shop.NAMESPACE, "checkout")
                .orElseThrow();
    }

    Map<String, Object> spec() {
        return service().get("spec");
    }

    Object model() {
        return service().get("spec", "predictor", "model", "storageUri");
    }

    Object percent() {
        return service().get("spec", "predictor", "canaryTrafficPercent");
    }

    /** Revision to percent, as the controllers have it. */
    Map<String, Integer> served() {
        return KnativeTraffic.of(service().get("status", "components", "predictor", "traffic"))
                .shares();
    }

    /** Changes fields of the predictor's model as another's hand would. */
    void change(String field, Object value) {
        GenericKubernetesResource service = Serialization.clone(service());
        Map<String, Object> model = new LinkedHashMap<>(service.<Map<String, Object>>get("spec", "predictor", "model"));
        model.put(field, value);
        predictor(service, "model", model);
    }

    /** Changes a field of the predictor as another's hand would. */
    void predictor(GenericKubernetesResource service, String field, Object value) {
        Map<String, Object> predictor = new LinkedHashMap<>(service.<Map<String, Object>>get("spec", "predictor"));
        predictor.put(field, value);
        Map<String, Object> spec = new LinkedHashMap<>(service.<Map<String, Object>>get("spec"));
        spec.put("predictor", predictor);
        service.setAdditionalProperty("spec", spec);
        cluster.put(ServedKind.INFERENCE_SERVICE, Shop.NAMESPACE, service);
        settle();
    }

    ClaimRecord claim() {
        return Records.opening(workload.originals(NEW_MODEL), Separation.SHARED_SERVICE);
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
        for (int i = 0; i < 3; i++) {
            workload.createCanary(claim, NEW_MODEL, 1);
            settle();
        }
    }

    static ClaimRecord rollingBack(ClaimRecord claim) {
        return claim.rollingBack(new Ending(Outcome.ROLLED_BACK, claim.phase(), false, "it harms"), Records.START);
    }

    ClaimRecord promoting(ClaimRecord claim) {
        return claim.promoting(workload.promotion(claim), Records.START);
    }

    /** Deletes the canary as a driver does, while KServe goes on. */
    void cleared(ClaimRecord claim) {
        for (int i = 0; i < 4; i++) {
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
