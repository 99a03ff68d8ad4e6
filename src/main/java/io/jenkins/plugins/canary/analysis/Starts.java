package io.jenkins.plugins.canary.analysis;

/** When faults are expected to begin. */
public enum Starts {
    /** At any time: evidence is a mixture over many starts, which finds late faults and costs a little for early ones. */
    ANY_TIME {
        @Override
        double weight(int j) {
            return j == 0 ? 0.5 : 0.5 / (j * (j + 1.0));
        }

        @Override
        double rest(int starts) {
            return 0.5 / starts;
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

    /** Weight of start j; all of them sum to 1. */
    abstract double weight(int j);

    /** Weight of all starts after so many, at least one. */
    abstract double rest(int starts);
}
