package io.jenkins.plugins.canary.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much somebody must do about it, and how soon. */
public enum Severity {
    /** Good to know. */
    INFO("nobody has to do anything"),
    /** Work for a person, within a day: a ticket. */
    WARNING("a ticket: a person must look, but not at night"),
    /** Wakes somebody up: a page. */
    CRITICAL("a page: users are hurt, or the release cannot help itself");

    private final String meaning;

    Severity(String meaning) {
        this.meaning = meaning;
    }

    /** As it is written in configuration and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** The one that is written so, if there is one. */
    public static Optional<Severity> of(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.word().equals(word))
                .findFirst();
    }

    /** Whether it is as grave as the other, or graver. */
    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
