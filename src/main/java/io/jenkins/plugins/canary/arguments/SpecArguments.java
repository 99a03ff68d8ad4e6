package io.jenkins.plugins.canary.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a person gave of a specification, by the names of {@code canary.yaml}. What was left empty is not there, so that the
 * specification's own defaults hold. Not safe for use by several threads.
 */
public final class SpecArguments {
    private final Map<String, Object> given = new LinkedHashMap<>();

    /**
     * Gives an argument; null, blank text, and a list or map without entries take it away.
     *
     * @param value string, number, boolean, one of this package's Describables, or a list of these
     */
    public void set(String name, Object value) {
        if (isEmpty(value)) {
            given.remove(name);
        } else {
            given.put(name, kept(value));
        }
    }

    /** Jenkins writes to disk only the lists it knows. */
    private static Object kept(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : value;
    }

    /** What was given, or null. */
    public <T> T get(String name, Class<T> type) {
        return type.cast(given.get(name));
    }

    /** The list that was given, or null. */
    @SuppressWarnings("unchecked")
    public <T> List<T> list(String name) {
        return get(name, List.class);
    }

    /** All that was given, as {@link io.jenkins.plugins.canary.release.SpecReader#read(Map)} takes it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        given.forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }

    private static Object plain(Object value) {
        if (value instanceof SpecPart part) {
            return part.toSpec();
        }
        return value instanceof List<?> list
                ? list.stream().map(SpecArguments::plain).collect(Collectors.toList())
                : value;
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || value instanceof CharSequence text && text.toString().isBlank()
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof NamedTexts texts && texts.getEntries().isEmpty();
    }
}
