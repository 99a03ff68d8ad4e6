package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.util.Objects;

/**
 * The other side did not answer properly: too many requests, an error of its own, a time-out. Whether the call took effect is
 * unknown; every action can be repeated, so the caller looks again later.
 */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Says what was asked and how it failed; the other side did not say when to come back. */
    public UnavailableException(String message) {
        this(message, Duration.ZERO);
    }

    /** Says what was asked and how it failed. */
    public UnavailableException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** How long the other side asked to be left alone; zero if it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
