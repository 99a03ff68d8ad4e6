package io.jenkins.plugins.canary.target;

/** Where the traffic of a canary that something else made goes when its release is rolled back. */
public enum RollbackTo {
    /** As it was found; but to stable where the canary was found to harm. */
    FOUND,
    /** To stable, all of it. */
    STABLE
}
