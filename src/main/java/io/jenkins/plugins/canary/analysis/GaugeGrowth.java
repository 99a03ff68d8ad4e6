package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Whether a gauge of the canary drifts away from the baseline's, as memory that leaks does: the Theil–Sen slope of
 * log(canary/baseline) over blocks with Sen's lower limit (P. Sen, JASA 63, 1968; methods 1.3). It is looked at five times at
 * most, at growing numbers of blocks, and each time may use a part of the errors allowed; so the evidence is that part divided by
 * p, which is no e-value and is not averaged with others. The second half must grow too: caches fill, leaks go on. Not thread-safe.
 */
final class GaugeGrowth implements Comparison.Channel {
    /** Numbers of blocks at which it is looked: after a little less than an hour, and each time half as many more. */
    private static final int[] LOOKS = {11, 16, 24, 36, 54};

    /** What each look may use of the errors allowed: most releases end after the first. */
    private static final double FIRST = 0.4;

    /** The others share what is left. */
    private static final double LATER = (1 - FIRST) / (LOOKS.length - 1);

    /** Growth per hour that is tolerated: 1 %. */
    private static final double TOLERATED = StrictMath.log(1.01);

    /** A pod lives so long until it is replaced: what does not come near its limit until then does no harm. */
    private static final Duration LIFE = Duration.ofHours(24);

    /** So near to its limit a pod must come (methods 1.3). */
    private static final double NEAR = 0.9;

    /** Chance gives so clear a slope once in 50 times: then growth does not pass. */
    private static final double LIKELY = StrictMath.log(FIRST / 0.02);

    /** Slopes are per block; people are told them per hour. */
    private static final double BLOCKS_PER_HOUR = 3600.0 / GaugeBlocks.LENGTH.toSeconds();

    private final GaugeRule rule;
    private final double share;
    private double logFail;
    private double perHour;
    private int blocks;

    GaugeGrowth(GaugeRule rule, double share) {
        this.rule = rule;
        this.share = share;
    }

    /**
     * Looks at all blocks, if it is time to.
     *
     * @param worst latest value of the canary's worst pod
     */
    void look(double[] all, double worst) {
        if (Arrays.binarySearch(LOOKS, all.length) < 0) {
            return;
        }
        double[] worse =
                Arrays.stream(all).map(block -> rule.worse().beyond(block, 0)).toArray();
        blocks = all.length;
        perHour = RobustStatistics.theilSen(worse) * BLOCKS_PER_HOUR;
        double[] secondHalf = Arrays.copyOfRange(worse, worse.length / 2, worse.length);
        if (RobustStatistics.theilSen(secondHalf) > 0 && reachesLimit(worst)) {
            double chance = RobustStatistics.chanceOfSlopesOver(TOLERATED / BLOCKS_PER_HOUR, worse);
            double part = all.length == LOOKS[0] ? FIRST : LATER;
            logFail = StrictMath.max(logFail, StrictMath.log(part / chance));
        }
    }

    private boolean reachesLimit(double worst) {
        double there = worst * StrictMath.exp(perHour * LIFE.toHours());
        return rule.hardLimit().isEmpty()
                || rule.worse() == Worse.LOWER
                || there >= NEAR * rule.hardLimit().getAsDouble();
    }

    @Override
    public boolean averaged() {
        return false;
    }

    @Override
    public String label() {
        return "growth";
    }

    @Override
    public double share() {
        return share;
    }

    @Override
    public double logFail() {
        return logFail;
    }

    @Override
    public double logAlarm() {
        return logFail;
    }

    /** Growth speaks for nothing until it was looked at once; then it passes while it is not suspicious. */
    @Override
    public double logPass() {
        return -logFail;
    }

    /** Whether it was looked at, and nothing was found. */
    boolean passed() {
        return blocks > 0 && logFail < LIKELY;
    }

    @Override
    public Evidence evidence(double alpha, double failAt, double passAt) {
        OptionalDouble value = blocks > 0 ? OptionalDouble.of(StrictMath.exp(perHour)) : OptionalDouble.empty();
        return new Evidence(
                rule.metric(),
                label(),
                0,
                0,
                0,
                0,
                logFail,
                failAt,
                logPass(),
                passAt,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                value);
    }

    @Override
    public Comparison.Told told(double alpha) {
        return new Comparison.Told() {
            @Override
            public String worse() {
                return compared() + "; " + Sentences.rare(alpha, false);
            }

            @Override
            public String suspect() {
                return compared() + ", though not surely";
            }

            @Override
            public String passed(Instant raisedAt) {
                return rule.metric() + ": it does not grow away from the baseline";
            }

            @Override
            public String unpassed(Instant raisedAt) {
                return blocks > 0
                        ? suspect()
                        : rule.metric() + ": a leak shows after " + LOOKS[0] + " blocks of "
                                + Numbers.length(GaugeBlocks.LENGTH) + " at the earliest";
            }
        };
    }

    private String compared() {
        return rule.metric() + ": it gets worse by " + Numbers.twoDigits(100 * (StrictMath.exp(perHour) - 1))
                + " % an hour more than the baseline, over " + blocks + " blocks of "
                + Numbers.length(GaugeBlocks.LENGTH) + ", tolerated 1 %";
    }
}
