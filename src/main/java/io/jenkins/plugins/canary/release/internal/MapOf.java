package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map that is not empty, whose keys the user chooses.
 *
 * @param key what each key is
 * @param value what each value is
 * @param largest how many entries there may be
 */
public record MapOf(Text key, Type value, int largest) implements Type {
    @Override
    public Optional<Object> read(Place place, Object given) {
        if (!(given instanceof Map<?, ?> map)) {
            place.wrong(Type.describe(given) + " is not a map");
            return Optional.empty();
        }
        if (map.isEmpty() || map.size() > largest) {
            place.wrong("has " + map.size() + " entries; 1 to " + largest + " are allowed");
            return Optional.empty();
        }
        Map<String, Object> read = new LinkedHashMap<>();
        map.forEach((name, entry) -> {
            Place there = place.field(String.valueOf(name));
            Optional<Object> goodKey = key.read(there, String.valueOf(name));
            Optional<Object> goodValue = value.read(there, entry);
            if (goodKey.isPresent() && goodValue.isPresent()) {
                read.put((String) goodKey.get(), goodValue.get());
            }
        });
        return read.size() < map.size() ? Optional.empty() : Optional.of(Collections.unmodifiableMap(read));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.typed("object").put("minProperties", 1).put("maxProperties", largest);
        schema.set(
                "propertyNames",
                Schemas.object().put("pattern", key.pattern().pattern()).put("maxLength", key.longest()));
        schema.set("additionalProperties", value.schema());
        return schema;
    }

    @Override
    public String words() {
        return "map (" + key.words() + " → " + value.words() + ")";
    }
}
