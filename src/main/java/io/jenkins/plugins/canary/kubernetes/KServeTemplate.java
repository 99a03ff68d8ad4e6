package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The predictor of an InferenceService read as a pod template, which it nearly is: the model is a container with fields of its
 * own, such as {@code storageUri}, and the other fields are those of a pod, with some more. All of them come through unchanged. The
 * share of the traffic is no part of it.
 *
 * @see <a href="https://github.com/kserve/kserve/blob/master/pkg/apis/serving/v1beta1/predictor.go">KServe: PredictorSpec</a>
 */
final class KServeTemplate {
    /** What KServe calls the container of the model, and what it is called here where its users gave it no name. */
    static final String CONTAINER = "kserve-container";

    static final String PERCENT = "canaryTrafficPercent";

    private static final String MODEL = "model";
    private static final String MODEL_FORMAT = "modelFormat";
    private static final String STORAGE_URI = "storageUri";
    private static final String CONTAINERS = "containers";

    /** Where a container of one's own finds its model. */
    private static final String STORAGE_VARIABLE = "STORAGE_URI";

    private KServeTemplate() {}

    /** The predictor as it stands; empty if there is none. */
    static Map<String, Object> predictor(Object spec) {
        Map<String, Object> predictor = new LinkedHashMap<>();
        if (spec instanceof Map<?, ?> fields && fields.get("predictor") instanceof Map<?, ?> found) {
            found.forEach((key, value) -> predictor.put(String.valueOf(key), value));
        }
        return predictor;
    }

    static PodTemplateSpec of(GenericKubernetesResource service) {
        return of(predictor(service.get("spec")));
    }

    /**
     * A predictor as a pod template.
     *
     * @throws IllegalArgumentException if it is not what KServe has there
     */
    static PodTemplateSpec of(Map<String, Object> predictor) {
        Map<String, Object> fields = new LinkedHashMap<>(predictor);
        fields.remove(PERCENT);
        PodTemplateSpec template = new PodTemplateSpec();
        template.setMetadata(new ObjectMetaBuilder()
                .withLabels(texts(fields.remove("labels")))
                .withAnnotations(texts(fields.remove("annotations")))
                .build());
        Object model = fields.remove(MODEL);
        PodSpec spec = Objects.requireNonNull(Serialization.jsonMapper().convertValue(fields, PodSpec.class));
        if (model != null) {
            Container container =
                    Objects.requireNonNull(Serialization.jsonMapper().convertValue(model, Container.class));
            if (container.getName() == null || container.getName().isEmpty()) {
                container.setName(CONTAINER);
            }
            List<Container> containers = new ArrayList<>(List.of(container));
            containers.addAll(spec.getContainers());
            spec.setContainers(containers);
        }
        template.setSpec(spec);
        return template;
    }

    private static Map<String, String> texts(Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> fields) {
            fields.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    /** As it is written into an InferenceService, without a share of the traffic. */
    static Map<String, Object> written(PodTemplateSpec template) {
        Map<String, Object> fields = plain(template.getSpec());
        fields.remove(CONTAINERS);
        List<Map<String, Object>> others = new ArrayList<>();
        for (Container container : template.getSpec().getContainers()) {
            Map<String, Object> written = plain(container);
            if (!isModel(container)) {
                others.add(written);
            } else {
                if (CONTAINER.equals(container.getName())) {
                    written.remove("name");
                }
                fields.put(MODEL, written);
            }
        }
        if (!others.isEmpty()) {
            fields.put(CONTAINERS, others);
        }
        put(fields, "labels", template.getMetadata().getLabels());
        put(fields, "annotations", template.getMetadata().getAnnotations());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Map<String, String> texts) {
        if (texts != null && !texts.isEmpty()) {
            fields.put(name, new LinkedHashMap<>(texts));
        }
    }

    private static Map<String, Object> plain(Object model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Serialization.jsonMapper()
                .convertValue(model, Map.class)
                .forEach((key, value) -> fields.put(String.valueOf(key), value));
        return fields;
    }

    private static boolean isModel(Container container) {
        return container.getAdditionalProperties().containsKey(MODEL_FORMAT);
    }

    private static Optional<Container> model(PodTemplateSpec template) {
        return template.getSpec().getContainers().stream()
                .filter(KServeTemplate::isModel)
                .findFirst();
    }

    /** Why it is not one that can be released; sentences. */
    static List<String> problems(PodTemplateSpec template) {
        List<String> problems = new ArrayList<>();
        if (template.getSpec().getContainers().isEmpty()) {
            problems.add(
                    "spec.predictor has neither model nor containers; a predictor named by its framework, such as sklearn,"
                            + " is written as model with modelFormat since KServe 0.8");
        }
        return problems;
    }

    /** Where the model comes from; empty if it does not tell. */
    static Optional<String> storageUri(PodTemplateSpec template) {
        return model(template)
                .map(model -> model.getAdditionalProperties().get(STORAGE_URI))
                .or(() -> variable(template).map(EnvVar::getValue))
                .map(String::valueOf);
    }

    private static Optional<EnvVar> variable(PodTemplateSpec template) {
        return template.getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> STORAGE_VARIABLE.equals(variable.getName()))
                .findFirst();
    }

    /** Why no model can be put in by its address; empty if one can. */
    static Optional<String> noStorageUri(PodTemplateSpec template) {
        if (template.getSpec().getAdditionalProperties().containsKey("storageUris")) {
            return Optional.of("the predictor has several, storageUris; write its manifest into manifests");
        }
        return storageUri(template).isPresent()
                ? Optional.empty()
                : Optional.of("the predictor has no storageUri, and no variable " + STORAGE_VARIABLE
                        + " of a container of its own, that could be another; write its manifest into manifests");
    }

    /**
     * Lets the model come from there.
     *
     * @param template which is changed
     * @throws RefusedException if it does not come by its address now
     */
    static void setStorageUri(PodTemplateSpec template, String uri) {
        noStorageUri(template).ifPresent(why -> {
            throw new RefusedException("storageUri: " + why);
        });
        Optional<Container> model =
                model(template).filter(one -> one.getAdditionalProperties().containsKey(STORAGE_URI));
        if (model.isPresent()) {
            model.get().setAdditionalProperty(STORAGE_URI, uri);
            return;
        }
        for (Container container : template.getSpec().getContainers()) {
            container.setEnv(container.getEnv().stream()
                    .map(variable -> STORAGE_VARIABLE.equals(variable.getName())
                            ? new EnvVarBuilder(variable).withValue(uri).build()
                            : variable)
                    .toList());
        }
    }
}
