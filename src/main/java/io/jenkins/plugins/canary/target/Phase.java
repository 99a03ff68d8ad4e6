package io.jenkins.plugins.canary.target;

/** Where a release stands. Written into the claim before the first act of the phase, never after. */
public enum Phase {
    /** The canary is being created; no traffic reaches it. */
    PREPARING,
    /** The canary serves the weight that the claim names. */
    SERVING,
    /** The canary's version is becoming the stable one. */
    PROMOTING,
    /** Everything is being put back. */
    ROLLING_BACK,
    /** Over: the target is free. */
    DONE
}
