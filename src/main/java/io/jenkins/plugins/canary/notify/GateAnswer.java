package io.jenkins.plugins.canary.notify;

import java.time.Instant;
import java.util.Objects;

/**
 * What a gate answered.
 *
 * @param open whether it said yes, by a status of 2xx
 * @param sentence what it answered, for people; without secrets
 * @param failures how many answers in a row, with this one, were no yes
 */
public record GateAnswer(boolean open, String sentence, int failures, Instant at) {
    /** Checks that nothing is missing. */
    public GateAnswer {
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(at, "at");
    }
}
