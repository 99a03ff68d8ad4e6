package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.target.Changes;
import java.util.LinkedHashMap;
import java.util.Map;

/** A simulated cluster in which checkout is an InferenceService of KServe's. */
final class KServeShop extends RevisedShop {
    static final String OLD = "s3://models/checkout/1";
    static final Changes NEW_MODEL = Changes.NONE.withStorageUri("s3://models/checkout/2");
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

    KServeShop(String more) {
        super(
                "inferenceservice",
                ServedKind.INFERENCE_SERVICE,
                SERVICE.formatted(more.indent(4).stripTrailing()),
                NEW_MODEL);
    }

    static KServeShop open() {
        return new KServeShop("");
    }

    Object model() {
        return service().get("spec", "predictor", "model", "storageUri");
    }

    Object percent() {
        return service().get("spec", "predictor", "canaryTrafficPercent");
    }

    @Override
    Map<String, Integer> served() {
        return KnativeTraffic.of(service().get("status", "components", "predictor", "traffic"))
                .shares();
    }

    /** Changes a field of the predictor as another's hand would. */
    void changePredictor(String field, Object value) {
        change(spec -> {
            Map<String, Object> predictor =
                    new LinkedHashMap<>(service().<Map<String, Object>>get("spec", "predictor"));
            predictor.put(field, value);
            spec.put("predictor", predictor);
            return spec;
        });
    }

    /** Changes a field of the predictor's model as another's hand would. */
    void changeModel(String field, Object value) {
        Map<String, Object> model =
                new LinkedHashMap<>(service().<Map<String, Object>>get("spec", "predictor", "model"));
        model.put(field, value);
        changePredictor("model", model);
    }
}
