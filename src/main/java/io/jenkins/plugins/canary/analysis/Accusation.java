package io.jenkins.plugins.canary.analysis;

/**
 * Evidence that the canary is worse than tolerated. The latest interval is provisional until it is settled. It may be looked at
 * after every interval. Not thread-safe.
 */
interface Accusation {
    /**
     * Counts the latest interval for good.
     *
     * @param shift how many times more than tolerated is taken for granted in it after all; never less than it was
     */
    void settle(double shift);

    /** From now on, a fault may have begun; the latest interval must be settled. */
    void begin();

    /**
     * Counts one interval; the one before must be settled.
     *
     * @param dispersion variance of the counts relative to a binomial's, at least 1, known before the interval
     * @param shift how many times more than tolerated is taken for granted in this interval, at least 1
     */
    void add(Tables tables, double dispersion, double shift);

    /** Natural logarithm of the evidence. */
    double logEvidence();

    /** The same without the latest interval. */
    double logSettled();

    /** Whether the evidence, with or without the latest interval, can be as large as that; cheap. */
    boolean mayReach(double log);

    /** The weaker of two, against a hypothesis that holds where either of theirs does: each of them bounds it. */
    record Weaker(Accusation one, Accusation other) implements Accusation {
        @Override
        public void settle(double shift) {
            one.settle(shift);
            other.settle(shift);
        }

        @Override
        public void begin() {
            one.begin();
            other.begin();
        }

        @Override
        public void add(Tables tables, double dispersion, double shift) {
            one.add(tables, dispersion, shift);
            other.add(tables, dispersion, shift);
        }

        @Override
        public double logEvidence() {
            return StrictMath.min(one.logEvidence(), other.logEvidence());
        }

        @Override
        public double logSettled() {
            return StrictMath.min(one.logSettled(), other.logSettled());
        }

        @Override
        public boolean mayReach(double log) {
            return one.mayReach(log) && other.mayReach(log);
        }
    }
}
