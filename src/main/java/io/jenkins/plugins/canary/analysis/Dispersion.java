package io.jenkins.plugins.canary.analysis;

/**
 * How much more the counts of one channel vary than independent requests would. The evidence of an interval is divided by it
 * (quasi-likelihood), on the side of FAIL and on the side of PASS.
 */
interface Dispersion {
    /** The factor for the next interval, at least 1, from what was learnt before it. */
    double factor();

    /** Whether the factor comes from a history of the metric, so that false alarms are known to be as rare as promised. */
    boolean calibrated();

    /** Learns from an interval. */
    void learn(Tables tables);
}
