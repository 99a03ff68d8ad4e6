package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** Pieces of JSON Schema. */
public final class Schemas {
    private Schemas() {}

    /** A schema that says nothing yet. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A schema of that type. */
    public static ObjectNode typed(String type) {
        return object().put("type", type);
    }

    /** A list of texts. */
    public static ArrayNode texts(Collection<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    public static ObjectNode anyOf(List<ObjectNode> choices) {
        ObjectNode schema = object();
        schema.putArray("anyOf").addAll(choices);
        return schema;
    }

    /** A schema that asks for some fields. */
    public static ObjectNode required(Collection<String> names) {
        ObjectNode schema = object();
        schema.set("required", texts(names));
        return schema;
    }
}
