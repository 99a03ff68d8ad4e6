package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes a specification for the journal. */
final class SpecWriter {
    private SpecWriter() {}

    static JsonNode toJson(ReleaseSpec spec) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    }
}
