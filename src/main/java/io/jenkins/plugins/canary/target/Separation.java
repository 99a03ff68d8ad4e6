package io.jenkins.plugins.canary.target;

/** How traffic tells the canary's pods from stable's, and so which labels the canary's pods carry. */
public enum Separation {
    /** The canary has Services of its own: no Service, autoscaler or disruption budget of stable selects its pods. */
    OWN_SERVICE,
    /** The canary's pods stand behind stable's Service too: shares by pod count, or subsets told apart by a label. */
    SHARED_SERVICE
}
