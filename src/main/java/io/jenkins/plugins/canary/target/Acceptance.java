package io.jenkins.plugins.canary.target;

import java.util.Objects;

/**
 * What those who act on a route (a gateway, a mesh, an ingress controller) say of it in its status.
 *
 * @param sentence which of them says what; empty for {@link State#ACCEPTED} and {@link State#UNTOLD}
 */
public record Acceptance(State state, String sentence) {
    /** They took it as it stands. */
    public static final Acceptance ACCEPTED = new Acceptance(State.ACCEPTED, "");

    /** Nobody says anything, or the kind of route has nothing for it. */
    public static final Acceptance UNTOLD = new Acceptance(State.UNTOLD, "");

    /** Checks that nothing is missing. */
    public Acceptance {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** They have not looked at it yet. */
    public static Acceptance pending(String sentence) {
        return new Acceptance(State.PENDING, sentence);
    }

    /** They do not take it. */
    public static Acceptance rejected(String sentence) {
        return new Acceptance(State.REJECTED, sentence);
    }

    /** How far they are. */
    public enum State {
        /** Taken. */
        ACCEPTED,
        /** Not looked at in this form. */
        PENDING,
        /** Refused, in this form. */
        REJECTED,
        /** Not told. */
        UNTOLD
    }
}
