package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.target.Arm;
import java.util.Objects;
import java.util.Optional;

/**
 * What a source is asked for one arm, for people.
 *
 * @param label what it is called in the specification, such as {@code total}
 * @param arm whose numbers are asked for; empty if it asks for neither arm alone
 * @param text as the source is asked, without placeholders
 * @param link where a person can ask the same, an address of HTTP; empty if there is no such page
 */
public record Question(String label, Optional<Arm> arm, String text, String link) {
    /** Checks that nothing is missing. */
    public Question {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(arm, "arm");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(link, "link");
    }
}
