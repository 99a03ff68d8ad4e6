package io.jenkins.plugins.canary.release;

import java.time.Duration;
import java.util.Objects;

/**
 * How long things may take. Defaults are for production; tests set seconds.
 *
 * @param readyDeadline how long the canary may take to become ready
 * @param promoteDeadline how long stable may take to roll out the promoted version
 * @param drain how long the canary lives on after traffic has gone home
 * @param expiry when a release that nobody ended is rolled back
 * @param keepForensics how long one pod of a rolled back canary is kept; zero: none
 * @param undoWindow how long after a promotion it can be taken back; zero: not at all
 */
public record Times(
        Duration readyDeadline,
        Duration promoteDeadline,
        Duration drain,
        Duration expiry,
        Duration keepForensics,
        Duration undoWindow) {
    /** What holds where a specification says nothing. */
    public static final Times DEFAULTS = new Times(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ZERO,
            Duration.ofHours(1));

    /** Checks that nothing is missing. */
    public Times {
        Objects.requireNonNull(readyDeadline, "readyDeadline");
        Objects.requireNonNull(promoteDeadline, "promoteDeadline");
        Objects.requireNonNull(drain, "drain");
        Objects.requireNonNull(expiry, "expiry");
        Objects.requireNonNull(keepForensics, "keepForensics");
        Objects.requireNonNull(undoWindow, "undoWindow");
    }
}
