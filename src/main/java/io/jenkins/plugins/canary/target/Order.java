package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person ordered of an open release, for whoever drives it.
 *
 * @param at when; with the rest it tells one order from another
 * @param who a person, as people know them
 * @param why one sentence; empty if nothing was said
 * @param by how much longer the release may last; zero but for EXTEND
 * @param weightSince since when the weight stands that APPROVE and PROMOTE speak of; they say nothing of any other. Empty for
 *     the rest
 */
public record Order(Kind kind, Instant at, String who, String why, Duration by, Optional<Instant> weightSince) {
    /** What can be ordered. */
    public enum Kind {
        /** Keep the weight, and go on judging. */
        PAUSE,
        /** Go on. */
        RESUME,
        /** Take longer before it is given up. */
        EXTEND,
        /** Leave this weight, as far as a person has a say in it. */
        APPROVE,
        /** Make the canary stable, whatever the verdict is, unless it harms. */
        PROMOTE
    }

    /** Checks that nothing is missing. */
    public Order {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(weightSince, "weightSince");
    }

    /** An order that speaks of no weight. */
    public Order(Kind kind, Instant at, String who, String why, Duration by) {
        this(kind, at, who, why, by, Optional.empty());
    }

    /** Whether it speaks of one weight, and counts for no other. */
    public boolean isOfWeight() {
        return kind == Kind.APPROVE || kind == Kind.PROMOTE;
    }

    /** The same for the weight that stands since then. */
    public Order of(Instant since) {
        return new Order(kind, at, who, why, by, Optional.of(since));
    }

    /** Who, and why if it was said. */
    public String byWhom() {
        return who + (why.isEmpty() ? "" : ": " + why);
    }
}
