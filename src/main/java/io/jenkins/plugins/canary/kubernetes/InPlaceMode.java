package io.jenkins.plugins.canary.kubernetes;

/** Whose template a workload has that is released in place. */
enum InPlaceMode {
    /** The recorded one: whatever still runs another is on its way back. */
    HOME,
    /** The canary's, for some of the pods. */
    CANARY,
    /** The promoted one, for all pods. */
    PROMOTED,
    /** Somebody else's. */
    OTHER
}
