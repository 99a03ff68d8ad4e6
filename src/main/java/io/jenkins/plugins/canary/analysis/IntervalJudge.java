package io.jenkins.plugins.canary.analysis;

import java.util.List;

/** Judges a metric from intervals with the counts of both arms. Not thread-safe. */
interface IntervalJudge extends Comparison {
    /**
     * What the baseline did before the release.
     *
     * @param unrest of each channel, at least 1; empty if that is not known
     * @throws IllegalArgumentException if it has another number of channels than the rule
     */
    void known(ArmCounts past, List<Double> unrest);

    /**
     * Looks at an interval, unless part of it is known already.
     *
     * @throws IllegalArgumentException if it has another number of channels than the rule
     */
    void add(Interval interval);
}
