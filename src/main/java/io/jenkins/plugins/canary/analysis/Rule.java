package io.jenkins.plugins.canary.analysis;

/** How one metric is judged. */
public sealed interface Rule permits CountRule, MeanRule, GaugeRule, LimitRule {
    /** The metric's name, unique in a release. */
    String metric();

    /** Whether PASS needs this metric to pass. */
    boolean critical();
}
