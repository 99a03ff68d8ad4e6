package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a field may hold. Immutable. */
public interface Type {
    /**
     * Reads a value as JSON, YAML or Groovy gives it (strings, numbers, booleans, lists, maps).
     *
     * @return the value in the type's own form; empty if it was wrong, and then the place has been told
     */
    Optional<Object> read(Place place, Object value);

    /** The same as JSON Schema (2020-12); never accepts less than {@link #read}. */
    ObjectNode schema();

    /** What it is, in a few words, for people. */
    String words();

    /** Names what stands there instead of what was wanted. */
    static String describe(Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof CharSequence text) {
            String shown = text.length() > 60 ? text.subSequence(0, 60) + "…" : text.toString();
            return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
        }
        if (value instanceof Map) {
            return "a map";
        }
        return value instanceof List ? "a list" : String.valueOf(value);
    }
}
