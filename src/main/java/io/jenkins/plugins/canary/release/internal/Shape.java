package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object with known fields.
 *
 * @param fields in the order in which they are documented
 * @param picks which of them go together
 * @param refused names that people may well write, with the sentence each gets
 */
public record Shape(List<Field> fields, List<Pick> picks, Map<String, String> refused) implements Type {
    /** Copies lists and map. */
    public Shape {
        fields = List.copyOf(fields);
        picks = List.copyOf(picks);
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }

    /** Fields and nothing to say of how they go together. */
    public static Shape of(List<Field> fields) {
        return new Shape(fields, List.of(), Map.of());
    }

    @Override
    public Optional<Object> read(Place place, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            place.wrong(Type.describe(value) + " is not a map");
            return Optional.empty();
        }
        return Optional.of(readFields(place, map));
    }

    /** Reads what can be read; whether all of it could, the place knows. */
    public Values readFields(Place place, Map<?, ?> map) {
        Map<String, Object> written = new LinkedHashMap<>();
        map.forEach((name, value) -> written.put(String.valueOf(name), value));
        Map<String, Object> read = new LinkedHashMap<>();
        for (Field field : fields) {
            if (written.containsKey(field.name())) {
                readField(place.field(field.name()), field, written.get(field.name()))
                        .ifPresent(good -> read.put(field.name(), good));
            } else if (field.required()) {
                place.field(field.name()).wrong("missing; it is " + field.meaning());
            }
        }
        written.keySet().stream().filter(name -> !knows(name)).forEach(name -> refuse(place, name));
        picks.forEach(pick -> pick.check(place, written.keySet()));
        return new Values(read);
    }

    private static Optional<Object> readField(Place place, Field field, Object value) {
        boolean nothing = value == null || value instanceof CharSequence text && text.isEmpty();
        if (nothing && !(field.type() instanceof Text)) {
            place.wrong("is empty; write " + field.type().words() + ", or leave it out");
            return Optional.empty();
        }
        return field.type().read(place, value);
    }

    private boolean knows(String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name));
    }

    private void refuse(Place place, String name) {
        String refusal = refused.get(name);
        place.field(name).wrong(refusal != null ? refusal : "unknown" + suggestion(name));
    }

    private String suggestion(String name) {
        List<String> known = fields.stream().map(Field::name).toList();
        return Nearest.to(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse(known.size() > 10 || known.isEmpty() ? "" : "; known are " + String.join(", ", known));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.typed("object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Field field : fields) {
            ObjectNode property = field.type().schema().put("description", field.meaning());
            properties.set(field.name(), property);
        }
        List<String> needed =
                fields.stream().filter(Field::required).map(Field::name).toList();
        if (!needed.isEmpty()) {
            schema.set("required", Schemas.texts(needed));
        }
        List<ObjectNode> together =
                picks.stream().flatMap(pick -> pick.schemas().stream()).toList();
        if (!together.isEmpty()) {
            schema.putArray("allOf").addAll(together);
        }
        return schema;
    }

    @Override
    public String words() {
        return "map";
    }
}
