package io.jenkins.plugins.canary.release.internal;

import java.util.Objects;
import java.util.Optional;

/**
 * A field that a person may write.
 *
 * @param name as it is written
 * @param required whether nothing can be done without it
 * @param preset what holds where it is not written, for people; empty if that needs no word
 * @param meaning half a sentence to a sentence, for reference and schema
 */
public record Field(String name, Type type, boolean required, Optional<String> preset, String meaning) {
    /** Checks that nothing is missing. */
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(preset, "preset");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** A field that must be written. */
    public static Field needed(String name, Type type, String meaning) {
        return new Field(name, type, true, Optional.empty(), meaning);
    }

    /** A field that may be left out. */
    public static Field optional(String name, Type type, String meaning) {
        return new Field(name, type, false, Optional.empty(), meaning);
    }

    /** A field that may be left out, and what holds then. */
    public static Field preset(String name, Type type, String preset, String meaning) {
        return new Field(name, type, false, Optional.of(preset), meaning);
    }
}
