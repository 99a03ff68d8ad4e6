package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list in which a word may stand for several elements that are written elsewhere: {@code {template: http-service}}, as an element
 * or instead of the list. Whoever knows what is written elsewhere puts it in before; what is read here must not have it any more.
 *
 * @param word the key
 * @param elements the list; its elements refuse the word too
 * @param refusal what is said where nobody has put anything in
 */
public record Templated(String word, ListOf elements, String refusal) implements Type {
    @Override
    public Optional<Object> read(Place place, Object value) {
        if (value instanceof Map<?, ?> map && map.containsKey(word)) {
            place.field(word).wrong(refusal);
            return Optional.empty();
        }
        return elements.read(place, value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode list = elements.schema();
        list.set("items", Schemas.anyOf(List.of(elements.element().schema(), named())));
        return Schemas.anyOf(List.of(list, named()));
    }

    private ObjectNode named() {
        ObjectNode named = Schemas.typed("object").put("additionalProperties", false);
        named.putObject("properties").set(word, Schemas.typed("string").put("description", "its name, in Jenkins"));
        named.set("required", Schemas.texts(List.of(word)));
        return named;
    }

    @Override
    public String words() {
        return elements.words();
    }
}
