package io.jenkins.plugins.canary.target;

import java.util.Objects;

/**
 * What an adapter must know to put things back, recorded in the claim before the first change. Only the adapter that wrote it
 * reads it. Never holds a template or a secret.
 *
 * @param json one JSON object as text
 */
public record Originals(String json) {
    /** Nothing to put back. */
    public static final Originals NONE = new Originals("{}");

    /** Checks that there is a text. */
    public Originals {
        Objects.requireNonNull(json, "json");
    }
}
