package io.jenkins.plugins.canary.analysis;

/** How one metric is judged: one kind per kind of data (methods 1.1 to 1.5). */
public sealed interface Rule permits CountRule, MeanRule, GaugeRule, LimitRule {
    /** The metric's name, unique in a release. */
    String metric();

    /** Whether PASS needs this metric to pass. */
    boolean critical();
}
