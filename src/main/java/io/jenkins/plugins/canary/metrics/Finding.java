package io.jenkins.plugins.canary.metrics;

import java.util.Objects;

/**
 * What a source has, or lacks, for a metric.
 *
 * @param state how good that is
 * @param sentence what was found, and what to do where something is missing
 */
public record Finding(State state, String sentence) {
    /** How good it is. */
    public enum State {
        /** It is there. */
        THERE,
        /** It can be used, but a person should know. */
        DOUBTFUL,
        /** Without it the metric cannot be judged. */
        MISSING
    }

    /** Checks that nothing is missing. */
    public Finding {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(sentence, "sentence");
    }
}
