package io.jenkins.plugins.canary.analysis;

/** What decides which share of requests the canary gets, and so whether another share is a fault (design 6.5). */
public enum Split {
    /** A router with weights: the share must be the weight. */
    BY_WEIGHT,
    /** The number of pods: the share is what it is. */
    BY_PODS
}
