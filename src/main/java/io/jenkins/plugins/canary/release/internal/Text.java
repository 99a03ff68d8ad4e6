package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text.
 *
 * @param words what it is, for people
 * @param pattern what the whole of it must look like
 * @param longest how many characters it may have
 */
public record Text(String words, Pattern pattern, int longest) implements Type {
    /** Anything that is not blank, up to a generous length. */
    public static final Text ANY = of("text", "^[^\\u0000]*\\S[^\\u0000]*$", 8192);

    /** A text of that form; the pattern is one that Java and JSON Schema read alike, with its anchors. */
    public static Text of(String words, String pattern, int longest) {
        return new Text(words, Pattern.compile(pattern), longest);
    }

    @Override
    public Optional<Object> read(Place place, Object value) {
        if (!(value instanceof CharSequence)) {
            place.wrong(Type.describe(value) + " is not " + words + "; write it in quotes");
            return Optional.empty();
        }
        String text = value.toString();
        if (text.length() > longest) {
            place.wrong("is " + text.length() + " characters long; at most " + longest + " are allowed");
            return Optional.empty();
        }
        if (!pattern.matcher(text).matches()) {
            place.wrong(text.isBlank() ? "is empty" : Type.describe(text) + " is not " + words);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    @Override
    public ObjectNode schema() {
        return Schemas.typed("string").put("pattern", pattern.pattern()).put("maxLength", longest);
    }
}
