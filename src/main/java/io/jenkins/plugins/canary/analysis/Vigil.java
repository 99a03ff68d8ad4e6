package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a canary must have been watched without any sign of harm before rare misfortunes of its pods pass. A harmful ratio to
 * next to nothing cannot be excluded in the time of a release. What can be is the harm that the release would find if it went on
 * to its end: a rate at which three misfortunes, which are needed for an alarm, come in the whole time with a probability of 95 %.
 * Given such a rate, none in a part of the time has the probability exp(−rate × part), and so the time without any is evidence
 * against it like any likelihood ratio: with 1/20 as its limit, a little less than half of the whole time.
 *
 * <p>PASS waits so long only where somebody said that misfortunes are critical, or where nothing else is judged. Beside other
 * metrics they are a guard: one of the canary's own keeps it from passing, and three alarm, but it is not their absence that others
 * wait for.
 */
final class Vigil {
    /** A Poisson count with this mean is three or more in 95 of 100 cases: exp(−m) (1 + m + m²/2) = 0.05. */
    static final double THREE_OR_MORE = 6.2958;

    private final Duration longest;

    /**
     * @param longest how long a release may be compared at most; zero where PASS does not wait for misfortunes
     */
    Vigil(Duration longest) {
        this.longest = longest;
    }

    /** Whether PASS waits at all. */
    boolean isKept() {
        return !longest.isZero();
    }

    /**
     * When it is over.
     *
     * @param raisedAt when the weight was raised last
     * @param passAt natural logarithm of the evidence that is needed
     */
    Instant end(Instant raisedAt, double passAt) {
        return raisedAt.plusMillis((long) StrictMath.ceil(longest.toMillis() * passAt / THREE_OR_MORE));
    }
}
