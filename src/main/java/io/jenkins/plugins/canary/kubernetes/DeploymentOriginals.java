package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Optional;

/**
 * What a Deployment was before the release.
 *
 * @param replicaSet name of the ReplicaSet that keeps its template
 * @param templateHash fingerprint of the template
 * @param replicas it was meant to have
 * @param floor of its autoscaler; empty if it has none
 * @param copies what the release copies for the canary
 * @param autoscaling whether its autoscaler is copied too
 */
record DeploymentOriginals(
        String replicaSet,
        String templateHash,
        int replicas,
        Optional<Floor> floor,
        CopiedConfig copies,
        Autoscaling autoscaling) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * The least number of replicas that an autoscaler keeps.
     *
     * @param apiVersion and {@code kind} of what sets it
     * @param replicas empty if the object does not say
     */
    record Floor(String apiVersion, String kind, String name, Optional<Integer> replicas) {}

    Originals json() {
        ObjectNode root = MAPPER.createObjectNode()
                .put("replicaSet", replicaSet)
                .put("templateHash", templateHash)
                .put("replicas", replicas);
        floor.ifPresent(found -> root.putObject("floor")
                .put("apiVersion", found.apiVersion())
                .put("kind", found.kind())
                .put("name", found.name())
                .put("replicas", found.replicas().orElse(null)));
        copies.write(root);
        if (autoscaling != Autoscaling.NONE) {
            root.put("autoscaling", autoscaling.name());
        }
        return new Originals(root.toString());
    }

    /**
     * What a claim recorded.
     *
     * @throws RefusedException if it is not what this adapter records
     */
    static DeploymentOriginals of(Originals originals) {
        JsonNode root = tree(originals);
        if (!root.hasNonNull("replicaSet") || !root.hasNonNull("templateHash") || !root.hasNonNull("replicas")) {
            throw new RefusedException(
                    "claim: field 'workload' does not hold what a Deployment was before the release");
        }
        return new DeploymentOriginals(
                root.get("replicaSet").asText(),
                root.get("templateHash").asText(),
                root.get("replicas").asInt(),
                root.hasNonNull("floor") ? Optional.of(floor(root.get("floor"))) : Optional.empty(),
                CopiedConfig.read(root),
                Autoscaling.COPY.name().equals(root.path("autoscaling").asText())
                        ? Autoscaling.COPY
                        : Autoscaling.NONE);
    }

    private static Floor floor(JsonNode node) {
        return new Floor(
                node.path("apiVersion").asText(),
                node.path("kind").asText(),
                node.path("name").asText(),
                node.hasNonNull("replicas") ? Optional.of(node.get("replicas").asInt()) : Optional.empty());
    }

    private static JsonNode tree(Originals originals) {
        try {
            return MAPPER.readTree(originals.json());
        } catch (JsonProcessingException e) {
            throw new RefusedException("claim: field 'workload' is not JSON");
        }
    }
}
