package io.jenkins.plugins.canary.analysis;

/**
 * When faults are expected to begin: weights π_j of starts j = 0, 1, 2, …, which sum to 1, so that a mixture of e-processes with
 * these weights is one (methods 1.1.4). A start j that is the right one costs −ln π_j natural logarithms of evidence.
 */
public enum Starts {
    /**
     * At any time: evidence is a mixture over many starts, which finds late faults and costs a little for early ones.
     *
     * <p>π_0 = 1/2; the eleven later starts of the first hour share 7/20 equally; and all later starts share 3/20 in the proportion
     * 3/((j+2) (j+3)), which sums to 1. So no horizon is given away, and going on longer costs nothing.
     *
     * <p>The design's π_j = 1/(2 j (j+1)) spends half of what later starts have on the first of them, and leaves the eighth, 40
     * minutes after the canary's first traffic, with 1/144: a doubling of errors that begins then was found within the hour in
     * 94 of 100 releases. Here the eighth has 1/28, and 97 of 100 are found. The first has 1/14 instead of 1/4, so that a
     * doubling in the sixth minute takes a minute longer; starts after the hour cost at most 0.4 more than by the design. Of
     * mixtures of this form, those with more for the hour find hardly more late faults and earlier ones later.
     */
    ANY_TIME {
        @Override
        double weight(int j) {
            if (j == 0) {
                return FIRST;
            }
            double always = ALWAYS * HEAVY / ((j + HEAVY - 1) * (j + HEAVY));
            return always + (j <= IN_FIRST_HOUR ? FIRST_HOUR / IN_FIRST_HOUR : 0);
        }

        /** {@inheritDoc} Σ_{i ≥ j} c/((i+c−1) (i+c)) = c/(j+c−1). */
        @Override
        double rest(int starts) {
            int leftInFirstHour = StrictMath.max(0, IN_FIRST_HOUR + 1 - starts);
            return ALWAYS * HEAVY / (starts + HEAVY - 1) + FIRST_HOUR * leftInFirstHour / IN_FIRST_HOUR;
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

    /** Weight of all later starts of the first hour together. */
    private static final double FIRST_HOUR = 0.35;

    /** So many they are, at one every five minutes; an hour is how long a release is watched by default. */
    private static final int IN_FIRST_HOUR = 11;

    /** Weight of all later starts together, whenever they are, besides. */
    private static final double ALWAYS = 1 - FIRST - FIRST_HOUR;

    /** The larger, the more is left of that for starts after the hour: with 3, nearly as much as by the design. */
    private static final double HEAVY = 3;

    /** Weight of start j; all of them sum to 1. */
    abstract double weight(int j);

    /** Weight of all starts after so many, at least one. */
    abstract double rest(int starts);
}
