package io.jenkins.plugins.canary.target;

/** How a release ended. */
public enum Outcome {
    /** The canary's version is the stable one now. */
    PROMOTED,
    /** Undecided: the canary still serves its weight. */
    HELD,
    /** The state before the release has been put back. */
    ROLLED_BACK,
    /** The release could not do what it had to; the reason says what stands. */
    FAILED,
    /** A person stopped it, and it was rolled back. */
    ABORTED
}
