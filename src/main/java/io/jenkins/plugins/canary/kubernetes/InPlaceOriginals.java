package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;

/**
 * What a workload whose pods are released in place was before the release.
 *
 * @param revision name of the ControllerRevision that keeps its template
 * @param templateHash fingerprint of the template
 * @param replicas it was meant to have
 * @param strategy its update strategy, as JSON
 * @param copies what the release copies for the canary
 */
record InPlaceOriginals(String revision, String templateHash, int replicas, String strategy, CopiedConfig copies) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    Originals json() {
        ObjectNode root = MAPPER.createObjectNode()
                .put("revision", revision)
                .put("templateHash", templateHash)
                .put("replicas", replicas);
        root.set("strategy", tree(strategy));
        copies.write(root);
        return new Originals(root.toString());
    }

    /**
     * What a claim recorded.
     *
     * @throws RefusedException if it is not what these adapters record
     */
    static InPlaceOriginals of(Originals originals) {
        JsonNode root = tree(originals.json());
        if (!root.hasNonNull("revision") || !root.hasNonNull("templateHash") || !root.hasNonNull("strategy")) {
            throw new RefusedException(
                    "claim: field 'workload' does not hold what a workload that is released in place was before");
        }
        return new InPlaceOriginals(
                root.get("revision").asText(),
                root.get("templateHash").asText(),
                root.path("replicas").asInt(),
                root.get("strategy").toString(),
                CopiedConfig.read(root));
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RefusedException("claim: field 'workload' is not JSON");
        }
    }
}
