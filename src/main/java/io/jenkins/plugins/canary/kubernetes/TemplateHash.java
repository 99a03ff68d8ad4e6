package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.TreeMap;

/**
 * A fingerprint of a pod template by which a Deployment's template and that of its ReplicaSet are known to be the same. Order of
 * fields, empty fields and the label that the Deployment controller adds do not count.
 */
final class TemplateHash {
    /** Label that the Deployment controller adds to the template of a ReplicaSet. */
    static final String ADDED_LABEL = "pod-template-hash";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TemplateHash() {}

    /** The fingerprint of a template. */
    static String of(PodTemplateSpec template) {
        try {
            JsonNode tree = MAPPER.readTree(Serialization.asJson(template));
            if (tree.path("metadata").path("labels") instanceof ObjectNode labels) {
                labels.remove(ADDED_LABEL);
            }
            return Hashes.sha256(canonical(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the model writes JSON", e);
        }
    }

    /** The template of a ReplicaSet as the Deployment had it. */
    static PodTemplateSpec withoutAddedLabel(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editMetadata()
                .removeFromLabels(ADDED_LABEL)
                .endMetadata()
                .build();
    }

    private static String canonical(JsonNode node) {
        StringBuilder text = new StringBuilder();
        if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            fields.values().removeIf(value -> value.isNull() || value.isArray() && value.isEmpty());
            fields.forEach((key, value) -> text.append(MAPPER.valueToTree(key).toString())
                    .append(':')
                    .append(canonical(value))
                    .append(','));
            return "{" + text + "}";
        }
        if (node.isArray()) {
            node.forEach(item -> text.append(canonical(item)).append(','));
            return "[" + text + "]";
        }
        return node.toString();
    }
}
