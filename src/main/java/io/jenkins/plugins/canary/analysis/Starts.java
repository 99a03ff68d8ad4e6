package io.jenkins.plugins.canary.analysis;

/**
 * When faults are expected to begin: weights π_j of starts j = 0, 1, 2, …, which sum to 1, so that a mixture of e-processes with
 * these weights is one (methods 1.1.4). A start j that is the right one costs −ln π_j natural logarithms of evidence.
 */
public enum Starts {
    /**
     * At any time: evidence is a mixture over many starts, which finds late faults and costs a little for early ones.
     *
     * <p>π_0 = 1/2 and, for later starts, π_j = 1/(2 (j+1) (j+2)), and 1/48 more for each of the first hour's: no horizon is
     * given away, so going on longer costs nothing. The design's π_j = 1/(2 j (j+1)) spends half of what later starts have on
     * the first of them, and leaves the eighth, 40 minutes after the canary's first traffic, with 1/144: a doubling of errors
     * that begins then was found in 94 of 100 releases within the hour. Moved on by one start, the same sequence sums to 1/4
     * and asks hardly more of starts after the hour; the 1/4 that it sets free is shared by the twelve starts of the hour that a
     * release usually takes at most. The eighth then has 1/37, and 97 of 100 are found; the first has 1/10 instead of
     * 1/4, which costs a fault that begins in the sixth minute half a minute.
     */
    ANY_TIME {
        @Override
        double weight(int j) {
            if (j == 0) {
                return FIRST;
            }
            return LATER / ((j + 1.0) * (j + 2.0)) + (j <= IN_FIRST_HOUR ? EACH_OF_FIRST_HOUR : 0);
        }

        /** {@inheritDoc} Σ_{i ≥ j} 1/((i+1)(i+2)) = 1/(j+1). */
        @Override
        double rest(int starts) {
            int leftInFirstHour = StrictMath.max(0, IN_FIRST_HOUR + 1 - starts);
            return LATER / (starts + 1.0) + leftInFirstHour * EACH_OF_FIRST_HOUR;
        }
    },
    /** Only with the canary's first traffic. */
    AT_FIRST {
        @Override
        double weight(int j) {
            return j == 0 ? 1 : 0;
        }

        @Override
        double rest(int starts) {
            return 0;
        }
    };

    /** Weight of a fault that is there from the beginning, as most are. */
    private static final double FIRST = 0.5;

    /** What the sequence 1/((j+1) (j+2)) of later starts is multiplied by: with 1/2 it sums to 1/4. */
    private static final double LATER = 0.5;

    /** Starts after the beginning in an hour, which is how long a release is watched by default: one every five minutes. */
    private static final int IN_FIRST_HOUR = 12;

    /** What each of them has besides; together 1/4. */
    private static final double EACH_OF_FIRST_HOUR = 0.25 / IN_FIRST_HOUR;

    /** Weight of start j; all of them sum to 1. */
    abstract double weight(int j);

    /** Weight of all starts after so many, at least one. */
    abstract double rest(int starts);
}
