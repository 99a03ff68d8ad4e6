package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Plays KServe in its serverless mode: a Knative Service of each predictor, whose latest revision gets {@code canaryTrafficPercent}
 * and the revision that was rolled out last the rest; labels and annotations of the InferenceService go into its template.
 *
 * @see <a href="https://github.com/kserve/kserve/tree/master/pkg/controller/v1beta1/inferenceservice">KServe: the controller</a>
 */
final class KServeDouble {
    private static final String RUNTIME = "registry.example/kserve/server:1";
    private static final int ALL = 100;

    private KServeDouble() {}

    static void pass(Room room) {
        room.list(ServedKind.INFERENCE_SERVICE).forEach(service -> pass(room, service));
    }

    private static void pass(Room room, GenericKubernetesResource service) {
        String name = service.getMetadata().getName() + "-predictor";
        Optional<GenericKubernetesResource> found = room.list(ServedKind.KNATIVE_SERVICE).stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst();
        GenericKubernetesResource wanted = wanted(service, name);
        if (found.isEmpty()) {
            room.create(ServedKind.KNATIVE_SERVICE, wanted);
            return;
        }
        GenericKubernetesResource next = Serialization.clone(found.get());
        next.setAdditionalProperty("spec", wanted.get("spec"));
        if (!Serialization.asJson(next).equals(Serialization.asJson(found.get()))) {
            room.update(ServedKind.KNATIVE_SERVICE, found.get(), next);
        }
        tell(room, service, found.get());
    }

    private static GenericKubernetesResource wanted(GenericKubernetesResource service, String name) {
        Map<String, Object> predictor = fields(service.get("spec", "predictor"));
        GenericKubernetesResource wanted = new GenericKubernetesResource();
        wanted.setApiVersion(ServedKind.KNATIVE_SERVICE.apiVersion());
        wanted.setKind(ServedKind.KNATIVE_SERVICE.kind());
        wanted.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withOwnerReferences(Room.reference(service))
                .build());
        wanted.setAdditionalProperty(
                "spec", Map.of("template", template(service, predictor), "traffic", traffic(service, predictor)));
        return wanted;
    }

    private static Map<String, Object> template(GenericKubernetesResource service, Map<String, Object> predictor) {
        Map<String, Object> labels = new LinkedHashMap<>();
        Map<String, Object> annotations = new LinkedHashMap<>();
        labels.putAll(Optional.ofNullable(service.getMetadata().getLabels()).orElse(Map.of()));
        annotations.putAll(
                Optional.ofNullable(service.getMetadata().getAnnotations()).orElse(Map.of()));
        labels.putAll(fields(predictor.get("labels")));
        annotations.putAll(fields(predictor.get("annotations")));
        if (predictor.get("minReplicas") instanceof Number number) {
            annotations.put("autoscaling.knative.dev/min-scale", String.valueOf(number));
        }
        List<Object> containers = new ArrayList<>();
        Map<String, Object> model = fields(predictor.get("model"));
        if (!model.isEmpty()) {
            Optional.ofNullable(model.remove("storageUri"))
                    .ifPresent(uri -> annotations.put("internal.serving.kserve.io/storage-initializer-sourceuri", uri));
            model.remove("modelFormat");
            model.put("name", "kserve-container");
            model.putIfAbsent("image", RUNTIME);
            containers.add(model);
        }
        containers.addAll(RevisionPods.entries(predictor.get("containers")));
        return Map.of(
                "metadata",
                Map.of("labels", labels, "annotations", annotations),
                "spec",
                Map.of("containers", containers));
    }

    private static List<Map<String, Object>> traffic(GenericKubernetesResource service, Map<String, Object> predictor) {
        String rolledOut = told(service, "latestRolledoutRevision");
        List<Map<String, Object>> traffic = new ArrayList<>();
        int percent = predictor.get("canaryTrafficPercent") instanceof Number number && !rolledOut.isEmpty()
                ? number.intValue()
                : ALL;
        traffic.add(Map.of("latestRevision", true, "percent", percent));
        if (percent < ALL) {
            traffic.add(Map.of(
                    "latestRevision", false, "percent", ALL - percent, "revisionName", rolledOut, "tag", "prev"));
        }
        return traffic;
    }

    private static String told(GenericKubernetesResource service, String field) {
        return Objects.toString(service.<Object>get("status", "components", "predictor", field), "");
    }

    /** As KServe's {@code PropagateStatus} reckons. */
    private static void tell(Room room, GenericKubernetesResource service, GenericKubernetesResource knative) {
        String ready = Objects.toString(knative.<Object>get("status", "latestReadyRevisionName"), "");
        String created = Objects.toString(knative.<Object>get("status", "latestCreatedRevisionName"), "");
        List<Map<String, Object>> traffic = RevisionPods.entries(knative.get("status", "traffic"));
        String rolledOut = told(service, "latestRolledoutRevision");
        String previous = told(service, "previousRolledoutRevision");
        int whole = traffic.stream()
                .filter(entry -> ready.equals(entry.get("revisionName")))
                .mapToInt(RevisionPods::percent)
                .sum();
        for (Map<String, Object> entry : traffic) {
            if (!Boolean.TRUE.equals(entry.get("latestRevision")) || !ready.equals(entry.get("revisionName"))) {
                continue;
            }
            if (!rolledOut.equals(ready) && RevisionPods.percent(entry) == ALL) {
                previous = rolledOut;
                rolledOut = ready;
            } else if (rolledOut.equals(ready)
                    && ready.equals(created)
                    && RevisionPods.percent(entry) < ALL
                    && whole == ALL
                    && !previous.isEmpty()) {
                rolledOut = previous;
            }
        }
        Map<String, Object> predictor = new LinkedHashMap<>();
        predictor.put("latestReadyRevision", ready);
        predictor.put("latestCreatedRevision", created);
        predictor.put("latestRolledoutRevision", rolledOut);
        predictor.put("previousRolledoutRevision", previous);
        predictor.put("traffic", traffic);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("deploymentMode", "Knative");
        status.put("components", Map.of("predictor", predictor));
        status.put(
                "conditions",
                RevisionPods.entries(knative.get("status", "conditions")).stream()
                        .filter(condition -> "Ready".equals(condition.get("type")))
                        .toList());
        RevisionPods.tell(room, ServedKind.INFERENCE_SERVICE, service, status);
    }

    private static Map<String, Object> fields(Object map) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> found) {
            found.forEach((key, value) -> fields.put(String.valueOf(key), value));
        }
        return fields;
    }
}
