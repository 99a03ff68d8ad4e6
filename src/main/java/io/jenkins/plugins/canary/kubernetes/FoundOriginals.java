package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;

/**
 * What a canary was that something else made, recorded beside what stable was.
 *
 * @param name of its Deployment
 * @param replicas it was meant to have
 * @param templateHash fingerprint of its template: what is judged
 */
record FoundOriginals(String name, int replicas, String templateHash) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FIELD = "canary";

    /** Both as one text. */
    Originals beside(DeploymentOriginals stable) {
        ObjectNode root = (ObjectNode) tree(stable.json());
        root.putObject(FIELD).put("name", name).put("replicas", replicas).put("templateHash", templateHash);
        return new Originals(root.toString());
    }

    /**
     * What a claim recorded.
     *
     * @throws RefusedException if it is not what this adapter records
     */
    static FoundOriginals of(Originals originals) {
        JsonNode canary = tree(originals).path(FIELD);
        if (!canary.hasNonNull("name") || !canary.hasNonNull("replicas") || !canary.hasNonNull("templateHash")) {
            throw new RefusedException("claim: field 'workload' does not hold what the canary was when it was found");
        }
        return new FoundOriginals(
                canary.get("name").asText(),
                canary.get("replicas").asInt(),
                canary.get("templateHash").asText());
    }

    private static JsonNode tree(Originals originals) {
        try {
            return MAPPER.readTree(originals.json());
        } catch (JsonProcessingException e) {
            throw new RefusedException("claim: field 'workload' is not JSON");
        }
    }
}
