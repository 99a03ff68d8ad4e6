package io.jenkins.plugins.canary.target;

import java.util.Objects;

/**
 * How and why a release ends, recorded when the end begins.
 *
 * @param outcome what it will have been when the claim says DONE
 * @param from the phase that the end began in
 * @param urgent the canary harms: traffic goes home at once, even while stable is not whole
 * @param reason one sentence with numbers in it
 */
public record Ending(Outcome outcome, Phase from, boolean urgent, String reason) {
    /** Checks that nothing is missing. */
    public Ending {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(reason, "reason");
    }
}
