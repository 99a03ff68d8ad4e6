package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Looks into what is written in routes. */
final class Json {
    private Json() {}

    /** The elements of a list, or the values of an object; none of anything else. */
    static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
