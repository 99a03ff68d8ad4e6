package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.util.Objects;

/**
 * What was agreed when a release began, and whoever ends it must know.
 *
 * @param undo how long after a promotion it can be taken back; zero: not at all
 * @param external whether stable is changed by something else, such as a GitOps controller, and never by the release
 * @param supersedes id of the release that was taken back for this one; empty if there was none
 */
public record Terms(Duration undo, boolean external, String supersedes) {
    /** Stable is ours, nothing was taken back, and nothing is undone. */
    public static final Terms NONE = new Terms(Duration.ZERO, false, "");

    /** Checks that nothing is missing. */
    public Terms {
        Objects.requireNonNull(undo, "undo");
        Objects.requireNonNull(supersedes, "supersedes");
    }
}
