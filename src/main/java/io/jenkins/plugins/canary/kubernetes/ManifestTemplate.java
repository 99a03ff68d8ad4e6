package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Manifests;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What counts of a workload's own manifest: its pod template. Every other field stays as stable has it. */
final class ManifestTemplate {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> VERSIONS =
            List.of("apps/v1", KnativeService.SERVICE.apiVersion(), KServeService.INFERENCE_SERVICE.apiVersion());

    private final Map<String, Object> manifest;

    ManifestTemplate(Manifests manifests) {
        this.manifest = manifests.workload();
    }

    /** Why there is no pod template in it; sentences, empty if there is one. */
    List<String> problems() {
        try {
            read();
            return List.of();
        } catch (RefusedException e) {
            return List.of(e.getMessage());
        }
    }

    /**
     * The pod template.
     *
     * @throws RefusedException if there is none
     */
    PodTemplateSpec read() {
        if (!VERSIONS.contains(String.valueOf(manifest.getOrDefault("apiVersion", "apps/v1")))) {
            throw wrong("apiVersion is not one of " + String.join(", ", VERSIONS));
        }
        Object spec = manifest.get("spec");
        if (KServeService.INFERENCE_SERVICE.kind().equals(manifest.get("kind"))) {
            return predictor(spec);
        }
        if (!(spec instanceof Map<?, ?> fields) || !(fields.get("template") instanceof Map<?, ?> template)) {
            throw wrong("it has no spec.template");
        }
        PodTemplateSpec read = parsed(template);
        if (read.getSpec() == null || read.getSpec().getContainers().isEmpty()) {
            throw wrong("spec.template has no containers");
        }
        if (read.getSpec().getContainers().stream().anyMatch(container -> container.getName() == null)) {
            throw wrong("spec.template has a container without a name");
        }
        return read;
    }

    private PodTemplateSpec predictor(Object spec) {
        Map<String, Object> predictor = KServeTemplate.predictor(spec);
        if (predictor.containsKey(KServeTemplate.PERCENT)) {
            throw wrong("spec.predictor." + KServeTemplate.PERCENT + " is the release's to write; leave it out");
        }
        try {
            PodTemplateSpec read = KServeTemplate.of(predictor);
            KServeTemplate.problems(read).stream().findFirst().ifPresent(problem -> {
                throw wrong(problem);
            });
            return read;
        } catch (IllegalArgumentException e) {
            throw wrong("spec.predictor" + path(e) + " is not what a predictor has there");
        }
    }

    private PodTemplateSpec parsed(Map<?, ?> template) {
        try {
            return MAPPER.convertValue(template, PodTemplateSpec.class);
        } catch (IllegalArgumentException e) {
            throw wrong("spec.template" + path(e) + " is not what a pod template has there");
        }
    }

    /** Where it is wrong, and never what is written there. */
    private static String path(IllegalArgumentException e) {
        return e.getCause() instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining())
                : "";
    }

    private RefusedException wrong(String how) {
        Object name = manifest.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("name") : null;
        return new RefusedException("manifests: " + manifest.get("kind") + " " + name + ": " + how);
    }

    /** The ConfigMap of that name which comes with the workload's manifest. */
    static Optional<GenericKubernetesResource> configMap(Optional<Manifests> manifests, String name) {
        return manifests.map(Manifests::configMaps).map(all -> all.get(name)).map(manifest -> {
            GenericKubernetesResource contents = new GenericKubernetesResource();
            contents.setApiVersion("v1");
            contents.setKind(Kind.CONFIG_MAP.kind());
            manifest.forEach((field, value) -> {
                if (!List.of("apiVersion", "kind", "metadata", "immutable").contains(field)) {
                    contents.setAdditionalProperty(field, value);
                }
            });
            return contents;
        });
    }
}
