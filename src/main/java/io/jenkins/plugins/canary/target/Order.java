package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a person ordered of an open release, for whoever drives it.
 *
 * @param at when; with the rest it tells one order from another
 * @param who a person, as people know them
 * @param why one sentence; empty if nothing was said
 * @param by how much longer the release may last; zero but for EXTEND
 */
public record Order(Kind kind, Instant at, String who, String why, Duration by) {
    /** What can be ordered. */
    public enum Kind {
        /** Keep the weight, and go on judging. */
        PAUSE,
        /** Go on. */
        RESUME,
        /** Take longer before it is given up. */
        EXTEND
    }

    /** Checks that nothing is missing. */
    public Order {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(by, "by");
    }

    /** Who, and why if it was said. */
    public String byWhom() {
        return who + (why.isEmpty() ? "" : ": " + why);
    }
}
