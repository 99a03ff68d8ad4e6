package io.jenkins.plugins.canary.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a running step remembers, as one JSON text: what it was asked for, which release it found or opened, and until when it
 * may still take traffic home. Everything else is asked of the cluster and of the journal.
 */
final class StepState {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode json;

    private StepState(ObjectNode json) {
        this.json = json;
    }

    /** The state of a step that begins. */
    static StepState asked(Map<String, Object> arguments) {
        ObjectNode json = JSON.createObjectNode();
        json.set("arguments", JSON.valueToTree(arguments));
        return new StepState(json);
    }

    static StepState parse(String text) {
        try {
            return new StepState((ObjectNode) JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the state of a step is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Name of the file in the workspace that has further arguments; empty if there is none, or once it was read. */
    Optional<String> file() {
        return Optional.ofNullable(json.path("file").textValue());
    }

    void file(String name) {
        json.put("file", name);
    }

    /** The file has been read: what was given beside it goes before it. */
    void read(Map<String, Object> further) {
        complete(further);
        json.remove("file");
    }

    /** Adds arguments that were not given. */
    void complete(Map<String, Object> further) {
        Map<String, Object> all = new LinkedHashMap<>(further);
        all.putAll(arguments());
        json.set("arguments", JSON.valueToTree(all));
    }

    /** Says an argument in other words, if it was given. */
    void replace(String name, UnaryOperator<Object> change) {
        Map<String, Object> all = arguments();
        all.computeIfPresent(name, (same, value) -> change.apply(value));
        json.set("arguments", JSON.valueToTree(all));
    }

    Map<String, Object> arguments() {
        return JSON.convertValue(json.path("arguments"), new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    Optional<Target> target() {
        if (!json.has("workload")) {
            return Optional.empty();
        }
        return Optional.of(new Target(
                json.path("cluster").asText(),
                json.path("namespace").asText(),
                WorkloadName.parse(json.path("workload").asText())));
    }

    void target(Target target) {
        json.put("cluster", target.cluster());
        json.put("namespace", target.namespace());
        json.put("workload", target.workload().toString());
    }

    /** Whether there is a release by now that this step drives. */
    boolean hasRelease() {
        return json.path("hasRelease").asBoolean();
    }

    void hasRelease(boolean has) {
        json.put("hasRelease", has);
    }

    /** Whether the step may look at the cluster and write nothing. */
    boolean looksOnly() {
        return json.path("looksOnly").asBoolean();
    }

    void lookOnly() {
        json.put("looksOnly", true);
    }

    /** When a step that was stopped ends even if traffic is not home. */
    Optional<Instant> stopBy() {
        return json.has("stopBy")
                ? Optional.of(Instant.ofEpochMilli(json.path("stopBy").asLong()))
                : Optional.empty();
    }

    void stopBy(Instant when) {
        json.put("stopBy", when.toEpochMilli());
    }

    /** The weight at which the block is running or ran last; 0 before the first. */
    int blockWeight() {
        return json.path("blockWeight").asInt();
    }

    /** What the canary had beside that weight. */
    String blockBesides() {
        return json.path("blockBesides").asText();
    }

    /** Whether the block runs, or ran last, where the canary has that. */
    boolean isBlockOf(int weight, String besides) {
        return json.has("blockWeight")
                && blockWeight() == weight
                && blockBesides().equals(besides);
    }

    boolean isBlockRunning() {
        return json.path("blockRunning").asBoolean();
    }

    void block(int weight, String besides) {
        json.put("blockWeight", weight);
        json.put("blockBesides", besides);
        json.put("blockRunning", true);
    }

    void blockEnded() {
        json.put("blockRunning", false);
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
