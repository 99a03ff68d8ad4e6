package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.Sampler;

/** What one pod counts, and how it is written down at a scrape. Not thread-safe. */
interface Meter {
    /**
     * One cell of time passes: requests come and are answered. They are counted only as far as {@link #count} says.
     *
     * @param expected requests that are expected to come
     */
    void serve(double expected, Conditions conditions, Sampler traffic);

    /**
     * Counts a part of what has not been counted of the cell: what came before a scrape at that share of it, or with 1 all.
     *
     * @param split where the draws come from that only a scrape in the middle of a cell needs
     */
    void count(double share, Sampler split);

    /** Writes the counters down. */
    void write(long millis);

    /** All counters start again from nothing. */
    void reset();

    /** The pod is gone: its series end. */
    void end(long millis);

    /** What harmed users in the latest cell. */
    double harm();

    /** The series of errors goes away, or comes back. Nothing for meters without. */
    default void hide(boolean hidden, long millis) {}

    /**
     * What a pod is like in one cell.
     *
     * @param errors share of requests that fail, or of visits that convert
     * @param latencies share of requests per bucket
     * @param gauge memory in bytes
     * @param restarts since the cell before
     */
    record Conditions(double errors, double burst, double[] latencies, double gauge, int restarts) {}
}
