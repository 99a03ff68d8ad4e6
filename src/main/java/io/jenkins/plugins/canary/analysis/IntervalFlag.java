package io.jenkins.plugins.canary.analysis;

/** What may be wrong with an interval's data (methods 1.0.1 and 2, design 6.6 and 6.7). */
public enum IntervalFlag {
    /** It was closed without a sample from every live target. */
    LATE,
    /** A series fell without a restart: its instance was left out. */
    SERIES_VANISHED,
    /** A sample was not a number, infinite or negative, or counted more events than requests, and was left out. */
    BAD_SAMPLE,
    /** A counter started again from nothing. */
    COUNTER_RESET,
    /** One arm has no bucket for an edge of a latency: the events of that edge are left out in both. */
    EDGE_MISSING,
    /**
     * The canary differs clearly, and had been scraped later than most of the baseline, or nobody knows: what befalls both shows
     * in it first.
     */
    AHEAD
}
