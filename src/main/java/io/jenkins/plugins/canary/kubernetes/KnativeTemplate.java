package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The template of a Knative Service's revisions: that of a pod with a few fields more, which come through unchanged. */
final class KnativeTemplate {
    private KnativeTemplate() {}

    /** The template that a Knative Service has. */
    static PodTemplateSpec of(GenericKubernetesResource service) {
        return normal(read(service.get("spec", "template")));
    }

    /**
     * The template that a revision was made from.
     *
     * @param name the revision's name if its users gave it; else empty
     * @param labels keys of the labels that the template had: the controller adds others
     * @param annotations the same of annotations
     */
    static PodTemplateSpec of(
            GenericKubernetesResource revision, String name, Set<String> labels, Set<String> annotations) {
        PodTemplateSpec template = new PodTemplateSpec();
        template.setSpec(read(Map.of(
                        "spec",
                        Optional.ofNullable(revision.<Object>get("spec")).orElse(Map.of())))
                .getSpec());
        template.setMetadata(new ObjectMetaBuilder()
                .withName(name.isEmpty() ? null : name)
                .withLabels(only(labels, revision.getMetadata().getLabels()))
                .withAnnotations(only(annotations, revision.getMetadata().getAnnotations()))
                .build());
        return normal(template);
    }

    private static Map<String, String> only(Set<String> keys, Map<String, String> all) {
        Map<String, String> some = new LinkedHashMap<>(all == null ? Map.of() : all);
        some.keySet().retainAll(keys);
        return some;
    }

    private static PodTemplateSpec read(Object template) {
        return Objects.requireNonNull(
                Serialization.jsonMapper().convertValue(template == null ? Map.of() : template, PodTemplateSpec.class));
    }

    /** What is empty and what is not there are the same. */
    private static PodTemplateSpec normal(PodTemplateSpec template) {
        ObjectMeta found = Optional.ofNullable(template.getMetadata()).orElseGet(ObjectMeta::new);
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(found.getName());
        metadata.setLabels(found.getLabels());
        metadata.setAnnotations(found.getAnnotations());
        boolean empty = name(template).isEmpty()
                && keys(found.getLabels()).isEmpty()
                && keys(found.getAnnotations()).isEmpty();
        template.setMetadata(empty ? null : metadata);
        return template;
    }

    /** The name that the next revision is to have; empty where Knative makes one. */
    static String name(PodTemplateSpec template) {
        return Optional.ofNullable(template.getMetadata())
                .map(ObjectMeta::getName)
                .orElse("");
    }

    static Set<String> keys(Map<String, String> map) {
        return map == null ? Set.of() : map.keySet();
    }

    /** As it is written into a Knative Service. */
    static Map<String, Object> written(PodTemplateSpec template) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Serialization.jsonMapper()
                .convertValue(template, Map.class)
                .forEach((key, value) -> fields.put(String.valueOf(key), value));
        return fields;
    }
}
