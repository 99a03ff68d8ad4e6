package io.jenkins.plugins.canary.analysis;

/** A hypothesis about both arms, and alternatives with prior weights to test it against. */
interface Alternatives {
    /** How many alternatives there are. */
    int size();

    /** Natural logarithm of the prior weight of alternative k; the weights sum to 1. */
    double logWeight(int k);

    /**
     * Natural logarithms of what one interval is worth for each alternative: under the hypothesis, each is worth 1 on average at
     * most.
     *
     * @param tables must be {@link Tables#possible() possible}
     * @param shift factor by which hypothesis and alternatives are moved for these counts only; at least 1 makes it harder to
     *     refute "at most tolerated"
     */
    double[] logFactors(Tables tables, double shift);

    /**
     * The same, as is quickest to multiply.
     *
     * @param room where the answer may be kept: it is good until the room is used again
     */
    default Worth worth(Tables tables, double shift, Powers room) {
        return new Worth.Logs(logFactors(tables, shift));
    }
}
