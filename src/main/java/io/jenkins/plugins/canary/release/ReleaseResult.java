package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operation has come to.
 *
 * @param release id of the release; empty if there was none
 * @param phase where the release stands
 * @param weight percent of traffic that the canary has
 * @param outcome how the release ended, or HELD; empty while it goes on
 * @param verdict the latest verdict, if anything was judged
 * @param reason one sentence with numbers in it
 * @param images container name to the image that becomes stable, or has become it; empty before a promotion
 */
public record ReleaseResult(
        String release,
        Phase phase,
        int weight,
        Optional<Outcome> outcome,
        Optional<Verdict> verdict,
        String reason,
        Map<String, String> images) {
    /** Checks that nothing is missing. */
    public ReleaseResult {
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
        images = Map.copyOf(images);
    }

    /** What an operation has come to without a promotion. */
    public ReleaseResult(
            String release,
            Phase phase,
            int weight,
            Optional<Outcome> outcome,
            Optional<Verdict> verdict,
            String reason) {
        this(release, phase, weight, outcome, verdict, reason, Map.of());
    }
}
