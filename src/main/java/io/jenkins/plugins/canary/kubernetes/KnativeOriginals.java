package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a Knative Service was before the release.
 *
 * @param revision name of the revision that got all traffic, which keeps the template
 * @param templateHash fingerprint of the template
 * @param name of the template, where its users name revisions themselves; else empty
 * @param labels keys of the template's labels
 * @param annotations keys of the template's annotations
 * @param traffic its list
 * @param copies what the release copies for the canary
 */
record KnativeOriginals(
        String revision,
        String templateHash,
        String name,
        Set<String> labels,
        Set<String> annotations,
        KnativeTraffic traffic,
        CopiedConfig copies) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    Originals json() {
        ObjectNode root = MAPPER.createObjectNode()
                .put("revision", revision)
                .put("templateHash", templateHash)
                .put("name", name);
        new TreeSet<>(labels).forEach(root.putArray("labels")::add);
        new TreeSet<>(annotations).forEach(root.putArray("annotations")::add);
        root.set("traffic", MAPPER.valueToTree(traffic.found()));
        copies.write(root);
        return new Originals(root.toString());
    }

    /**
     * What a claim recorded.
     *
     * @throws RefusedException if it is not what this adapter records
     */
    static KnativeOriginals of(Originals originals) {
        JsonNode root;
        try {
            root = MAPPER.readTree(originals.json());
        } catch (JsonProcessingException e) {
            throw new RefusedException("claim: field 'workload' is not JSON");
        }
        if (!root.hasNonNull("revision")
                || !root.hasNonNull("templateHash")
                || !root.path("traffic").isArray()) {
            throw new RefusedException("claim: field 'workload' does not hold what a Knative Service was before");
        }
        return new KnativeOriginals(
                root.get("revision").asText(),
                root.get("templateHash").asText(),
                root.path("name").asText(),
                texts(root.path("labels")),
                texts(root.path("annotations")),
                new KnativeTraffic(
                        MAPPER.convertValue(root.get("traffic"), new TypeReference<List<Map<String, Object>>>() {})),
                CopiedConfig.read(root));
    }

    private static Set<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return Set.copyOf(texts);
    }
}
