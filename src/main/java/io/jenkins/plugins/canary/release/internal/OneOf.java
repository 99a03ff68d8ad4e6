package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A map with one key, which says what kind of thing its value describes: {@code {istio: {virtualService: checkout}}}. A kind
 * that needs no fields may be written as a bare word.
 *
 * @param what the thing, for messages: "router", "metric"
 * @param kinds word to fields, in the order in which they are documented
 * @param refused words that people may well write, with the sentence each gets
 */
public record OneOf(String what, Map<String, Shape> kinds, Map<String, String> refused) implements Type {
    /** Copies the maps. */
    public OneOf {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }

    @Override
    public Optional<Object> read(Place place, Object value) {
        if (value instanceof CharSequence word) {
            return readKind(place, word.toString(), Map.of());
        }
        if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
            place.wrong((value instanceof Map<?, ?> several
                            ? "a map with " + several.size() + " keys"
                            : Type.describe(value))
                    + " is not a " + what + "; write one key, its kind, with its fields: " + example());
            return Optional.empty();
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        return readKind(place, String.valueOf(only.getKey()), only.getValue());
    }

    private Optional<Object> readKind(Place place, String word, Object fields) {
        Shape shape = kinds.get(word);
        if (shape == null) {
            place.field(word).wrong(refused.getOrDefault(word, "unknown " + what + suggestion(word)));
            return Optional.empty();
        }
        return shape.read(place.field(word), fields).map(read -> new Kind(word, (Values) read, place.field(word)));
    }

    private String suggestion(String word) {
        return Nearest.to(word, kinds.keySet())
                .map(near -> "; did you mean " + near + "?")
                .orElse("; known are " + String.join(", ", kinds.keySet()));
    }

    private String example() {
        Map.Entry<String, Shape> first = kinds.entrySet().iterator().next();
        return first.getKey()
                + first.getValue().fields().stream()
                        .filter(Field::required)
                        .map(field -> field.name() + ": …")
                        .collect(Collectors.joining(", ", ": {", "}"));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode map = Schemas.typed("object")
                .put("minProperties", 1)
                .put("maxProperties", 1)
                .put("additionalProperties", false);
        ObjectNode properties = map.putObject("properties");
        kinds.forEach((word, shape) -> properties.set(word, shape.schema()));
        List<String> bare = kinds.entrySet().stream()
                .filter(kind -> kind.getValue().fields().stream().noneMatch(Field::required)
                        && kind.getValue().picks().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        List<ObjectNode> choices = new ArrayList<>(List.of(map));
        if (!bare.isEmpty()) {
            ObjectNode words = Schemas.object();
            words.set("enum", Schemas.texts(bare));
            choices.add(words);
        }
        return choices.size() == 1 ? map : Schemas.anyOf(choices);
    }

    @Override
    public String words() {
        return what + " (" + String.join(", ", kinds.keySet()) + ")";
    }

    /**
     * What was read.
     *
     * @param word the kind
     * @param values its fields
     * @param place where it stands, for messages
     */
    public record Kind(String word, Values values, Place place) {}
}
