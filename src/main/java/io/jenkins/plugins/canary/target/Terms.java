package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What was agreed when a release began, and whoever ends it must know.
 *
 * @param undo how long after a promotion it can be taken back; zero: not at all
 * @param external whether stable is changed by something else, such as a GitOps controller, and never by the release
 * @param supersedes id of the release that was taken back for this one; empty if there was none
 * @param baseline whether a fresh copy of stable stands beside the canary, to be compared with
 * @param found where traffic goes back to; present where something else made the canary, which then is not created or deleted
 */
public record Terms(Duration undo, boolean external, String supersedes, boolean baseline, Optional<RollbackTo> found) {
    /** Stable is ours, nothing was taken back, and nothing is undone. */
    public static final Terms NONE = new Terms(Duration.ZERO, false, "", false);

    /** For a canary that the release makes. */
    public Terms(Duration undo, boolean external, String supersedes, boolean baseline) {
        this(undo, external, supersedes, baseline, Optional.empty());
    }

    /** Checks that nothing is missing. */
    public Terms {
        Objects.requireNonNull(undo, "undo");
        Objects.requireNonNull(supersedes, "supersedes");
        Objects.requireNonNull(found, "found");
    }

    /** The same for a release that took another one back. */
    public Terms superseding(String release) {
        return new Terms(undo, external, release, baseline, found);
    }

    /** The same without a copy of stable. */
    public Terms withoutBaseline() {
        return new Terms(undo, external, supersedes, false, found);
    }
}
