package io.jenkins.plugins.canary.target;

/** What scales the canary. */
public enum Autoscaling {
    /** The release alone: as many pods as its weight needs. */
    NONE,
    /** A copy of stable's HorizontalPodAutoscaler besides, of which that number is the floor. */
    COPY
}
