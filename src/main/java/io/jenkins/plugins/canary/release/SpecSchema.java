package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The specification as JSON Schema (2020-12), for editors and for checks without a release. What stands between fields, such as
 * that weights rise, only {@link SpecReader} knows.
 */
public final class SpecSchema {
    private SpecSchema() {}

    /** The schema. */
    public static ObjectNode json() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Canary release");
        schema.put("description", "What is released, how traffic moves, and how it is judged.");
        schema.setAll(SpecFields.ROOT.schema());
        return schema;
    }
}
