package io.jenkins.plugins.canary.release.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The fields of one object that were written, read by their types.
 *
 * @param fields name to value in the type's own form
 */
public record Values(Map<String, Object> fields) {
    /** Copies the map. */
    public Values {
        fields = Map.copyOf(fields);
    }

    /** Whether the field was written, and right. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** A text. */
    public Optional<String> text(String name) {
        return Optional.ofNullable((String) fields.get(name));
    }

    /** A duration. */
    public Optional<Duration> duration(String name) {
        return Optional.ofNullable((Duration) fields.get(name));
    }

    /** A number. */
    public OptionalDouble number(String name) {
        Double number = (Double) fields.get(name);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /** A whole number. */
    public Optional<Integer> whole(String name) {
        return Optional.ofNullable((Integer) fields.get(name));
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable((Boolean) fields.get(name));
    }

    /** An object. */
    public Optional<Values> values(String name) {
        return Optional.ofNullable((Values) fields.get(name));
    }

    /** One of several kinds. */
    public Optional<OneOf.Kind> kind(String name) {
        return Optional.ofNullable((OneOf.Kind) fields.get(name));
    }

    /** A list; empty if it was not written; null stands where an element was wrong. */
    @SuppressWarnings("unchecked")
    public <T> List<T> list(String name) {
        return (List<T>) fields.getOrDefault(name, List.of());
    }

    /** A map from texts; empty if it was not written. */
    @SuppressWarnings("unchecked")
    public <T> Map<String, T> map(String name) {
        return (Map<String, T>) fields.getOrDefault(name, Map.of());
    }
}
