package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Optional;

/**
 * What an InferenceService was before the release.
 *
 * @param revision name of the predictor's revision that got all traffic
 * @param templateHash fingerprint of the predictor
 * @param serviceHash fingerprint of the template of the Knative Service that KServe made of it
 * @param percent its {@code canaryTrafficPercent}: 100 or none
 * @param copies what the release copies for the canary
 */
record KServeOriginals(
        String revision, String templateHash, String serviceHash, Optional<Integer> percent, CopiedConfig copies) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    Originals json() {
        ObjectNode root = MAPPER.createObjectNode()
                .put("revision", revision)
                .put("templateHash", templateHash)
                .put("serviceHash", serviceHash);
        percent.ifPresent(number -> root.put("percent", number));
        copies.write(root);
        return new Originals(root.toString());
    }

    /**
     * What a claim recorded.
     *
     * @throws RefusedException if it is not what this adapter records
     */
    static KServeOriginals of(Originals originals) {
        JsonNode root;
        try {
            root = MAPPER.readTree(originals.json());
        } catch (JsonProcessingException e) {
            throw new RefusedException("claim: field 'workload' is not JSON");
        }
        if (!root.hasNonNull("revision") || !root.hasNonNull("templateHash") || !root.hasNonNull("serviceHash")) {
            throw new RefusedException("claim: field 'workload' does not hold what an InferenceService was before");
        }
        return new KServeOriginals(
                root.get("revision").asText(),
                root.get("templateHash").asText(),
                root.get("serviceHash").asText(),
                root.hasNonNull("percent") ? Optional.of(root.get("percent").asInt()) : Optional.empty(),
                CopiedConfig.read(root));
    }
}
