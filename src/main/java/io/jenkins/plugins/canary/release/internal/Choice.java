package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of a few words.
 *
 * @param choices the words, exactly as they are to be written
 * @param refused words that are known but not allowed, and what is said of them
 */
public record Choice(List<String> choices, Map<String, String> refused) implements Type {
    /** Copies the collections. */
    public Choice {
        choices = List.copyOf(choices);
        refused = Map.copyOf(refused);
    }

    /** A choice without words to be refused. */
    public Choice(List<String> choices) {
        this(choices, Map.of());
    }

    @Override
    public Optional<Object> read(Place place, Object value) {
        if (value instanceof CharSequence && choices.contains(value.toString())) {
            return Optional.of(value.toString());
        }
        String refusal = refused.get(String.valueOf(value));
        place.wrong(Type.describe(value)
                + (refusal == null ? " is not one of " : " " + refusal + "; known are ")
                + words());
        return Optional.empty();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.object();
        schema.set("enum", Schemas.texts(choices));
        return schema;
    }

    @Override
    public String words() {
        return choices.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }
}
