package io.jenkins.plugins.canary.analysis;

/** Evidence that the canary is not harmful, since one point in time. It may be looked at after every interval. Not thread-safe. */
interface Acquittal {
    /** Forgets everything. */
    void restart();

    /**
     * Counts one interval.
     *
     * @param dispersion variance of the counts relative to a binomial's, at least 1, known before the interval
     */
    void add(Tables tables, double dispersion);

    /** Natural logarithm of the evidence. */
    double logEvidence();

    /** The average of two, against a hypothesis that holds only where both of theirs do: an average of e-values is one. */
    record Average(Acquittal one, Acquittal other) implements Acquittal {
        private static final double LN2 = StrictMath.log(2);

        @Override
        public void restart() {
            one.restart();
            other.restart();
        }

        @Override
        public void add(Tables tables, double dispersion) {
            one.add(tables, dispersion);
            other.add(tables, dispersion);
        }

        @Override
        public double logEvidence() {
            return LogSpace.sum(one.logEvidence(), other.logEvidence()) - LN2;
        }
    }
}
