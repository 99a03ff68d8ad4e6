package io.jenkins.plugins.canary.analysis;

/** Why a verdict is what it is (methods 1.7), as a code for programs; the sentence for people stands beside it (design 6.8). */
public enum Reason {
    /** All required metrics passed. */
    ALL_PASSED,
    /** A metric is surely worse than tolerated. */
    WORSE,
    /** A limit was broken. */
    LIMIT_BROKEN,
    /** A hard guard tripped, whatever the statistics say. */
    GUARD_TRIPPED,
    /** The canary had more errors on top of the baseline's than its part of the error budget. */
    BUDGET_SPENT,
    /** The canary spends its error budget far too fast. */
    BURN_RATE,
    /** Something looks worse, but not surely. */
    SUSPECT,
    /** Not enough requests or time yet, or in the time there was. */
    TOO_FEW,
    /** The source answers, but has nothing about an arm. */
    NO_DATA,
    /** The source does not answer. */
    SOURCE_DOWN,
    /** The measured share of traffic is surely not the weight. */
    SKEWED_SPLIT,
    /** The baseline is worse than its own past: the trouble is common. */
    BASELINE_UNHEALTHY,
    /** Somebody else changed stable during the release. */
    STABLE_CHANGED
}
