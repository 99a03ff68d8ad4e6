package io.jenkins.plugins.canary.analysis;

import java.time.Duration;

/**
 * The release-wide settings of the judge (methods 1.7, design 6.11). Alpha and beta are the error rates of Wald's sequential
 * tests (A. Wald, Ann. Math. Stat. 16, 1945), for the release as a whole and however often one looks.
 *
 * @param alpha highest share of healthy releases that may be failed, over the whole release; within 0 and 0.5
 * @param beta highest share of harmful canaries that may pass; within 0 and 0.5
 * @param minDuration no PASS before the last weight has served that long
 * @param maxDuration the time allowed at the last weight: then a MARGINAL is decided
 * @param extension how much longer it goes on while it is undecided, all extensions together
 * @param warmUp what a pod does in the first minutes of its life is not compared
 * @param split what decides which share of requests the canary gets
 * @param sourceDownAfter how long a source may be silent before the verdict says SOURCE_DOWN
 * @param earlier how long before the canary the baseline did what it is compared with; zero: at the same time
 */
public record JudgeSettings(
        double alpha,
        double beta,
        Duration minDuration,
        Duration maxDuration,
        Duration extension,
        Duration warmUp,
        Split split,
        Duration sourceDownAfter,
        Duration earlier) {
    /** The settings for a baseline at the same time. */
    public JudgeSettings(
            double alpha,
            double beta,
            Duration minDuration,
            Duration maxDuration,
            Duration extension,
            Duration warmUp,
            Split split,
            Duration sourceDownAfter) {
        this(alpha, beta, minDuration, maxDuration, extension, warmUp, split, sourceDownAfter, Duration.ZERO);
    }
}
