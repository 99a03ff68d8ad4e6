package io.jenkins.plugins.canary.analysis;

/** Judges a metric from intervals with the counts of both arms. Not thread-safe. */
interface IntervalJudge extends Comparison {
    /** What the baseline did before the release. */
    void known(ArmCounts past);

    /**
     * Looks at an interval, unless part of it is known already.
     *
     * @throws IllegalArgumentException if it has another number of channels than the rule
     */
    void add(Interval interval);
}
