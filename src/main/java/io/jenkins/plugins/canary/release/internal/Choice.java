package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of a few words.
 *
 * @param choices the words, exactly as they are to be written
 */
public record Choice(List<String> choices) implements Type {
    /** Copies the list. */
    public Choice {
        choices = List.copyOf(choices);
    }

    @Override
    public Optional<Object> read(Place place, Object value) {
        if (value instanceof CharSequence && choices.contains(value.toString())) {
            return Optional.of(value.toString());
        }
        place.wrong(Type.describe(value) + " is not one of " + words());
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
