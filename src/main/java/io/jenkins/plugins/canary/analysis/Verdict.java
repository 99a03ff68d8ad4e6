package io.jenkins.plugins.canary.analysis;

import java.util.List;
import java.util.Objects;

/**
 * What the numbers say (methods 1.7, design 6.8).
 *
 * @param kind how good that is
 * @param reason why, for programs
 * @param sentence for people, with numbers: both values, both counts, the limit and the window
 * @param uncalibrated made without history of how noisy the metrics are
 * @param evidence one entry per metric and channel
 */
public record Verdict(Kind kind, Reason reason, String sentence, boolean uncalibrated, List<Evidence> evidence) {
    /** Copies the list. */
    public Verdict {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(sentence, "sentence");
        evidence = List.copyOf(evidence);
    }

    /** Kinds of verdict in the order of badness. */
    public enum Kind {
        /** The canary is fine. */
        PASS,
        /** Fine as far as can be told, with something that a person should see. */
        MARGINAL,
        /** It cannot be told. */
        INCONCLUSIVE,
        /** The canary is harmful. */
        FAIL;

        /** Whether this is as bad as the other, or worse. */
        public boolean atLeast(Kind other) {
            return compareTo(other) >= 0;
        }
    }
}
