package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.List;

/**
 * Folds a release's numbers into a verdict. Not thread-safe. The same calls in the same order give the same verdict, so a
 * journal can be judged again at any time.
 */
public final class Judge {
    /** A judge that has seen nothing. */
    public Judge(List<Rule> rules, JudgeSettings settings) {
        throw new UnsupportedOperationException();
    }

    /** The canary was given this weight; it was read back from the route at that time. */
    public void weightSet(Instant since, int percent) {
        throw new UnsupportedOperationException();
    }

    /** What the baseline did in the hour before the release. */
    public void history(String metric, ArmCounts lastHour) {
        throw new UnsupportedOperationException();
    }

    /** One more interval; one that ends no later than the last of the same metric is known already and ignored. */
    public void add(String metric, Interval interval) {
        throw new UnsupportedOperationException();
    }

    /** One more sample of a plain limit; one that is no later than the last is ignored. */
    public void add(String metric, LimitSample sample) {
        throw new UnsupportedOperationException();
    }

    /** The metric's source answered at that time, with or without data. */
    public void answered(String metric, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** What is to be said at that time. */
    public Judgement judge(Instant now) {
        throw new UnsupportedOperationException();
    }
}
