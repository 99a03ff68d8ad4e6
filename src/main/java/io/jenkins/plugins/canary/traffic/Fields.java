package io.jenkins.plugins.canary.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks into objects that are kept as plain fields, because they hold more than we know. What is not there, or is of another
 * type than it should be, reads as nothing. Nothing here changes a map that it was given.
 */
final class Fields {
    private Fields() {}

    /** The fields of an object; none if it is no object. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> of(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    /** The fields of an object within an object. */
    static Map<String, Object> in(Map<String, Object> object, String name) {
        return of(object.get(name));
    }

    /** The objects of a list; none if it is no list. */
    static List<Map<String, Object>> list(Map<String, Object> object, String name) {
        return object.get(name) instanceof List<?> list
                ? list.stream().map(Fields::of).toList()
                : List.of();
    }

    /** A text. */
    static Optional<String> text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A whole number; 0 if there is none. */
    static int number(Map<String, Object> object, String name) {
        return object.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** The same fields in the same order, one with another value; a new one comes last. */
    static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        Map<String, Object> next = new LinkedHashMap<>(object);
        next.put(name, value);
        return next;
    }

    /** The same fields in the same order, without one. */
    static Map<String, Object> without(Map<String, Object> object, String name) {
        Map<String, Object> next = new LinkedHashMap<>(object);
        next.remove(name);
        return next;
    }
}
