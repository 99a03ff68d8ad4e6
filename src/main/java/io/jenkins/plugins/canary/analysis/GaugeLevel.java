package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How a gauge's level compares: the Hodges–Lehmann estimate of log(canary/baseline) over blocks, and an asymptotic e-process for
 * its distance from what is tolerated, and from what is harmful. Variances are those of values that hang together from block to
 * block. From one pod nothing surer can be said (methods 1.3). Not thread-safe.
 */
final class GaugeLevel implements Comparison.Channel {
    /** With fewer blocks, nothing is said (methods 1.3). */
    static final int FEWEST = 6;

    /** A gauge that never moves varies by this of itself all the same: a finer difference is no news of it. */
    private static final double LEAST_DEVIATION = 1e-6;

    /** Sharpest after an hour, at the usual alpha of 0.05. */
    private static final NormalEProcess EVIDENCE = new NormalEProcess(0.05, 12);

    private final GaugeRule rule;
    private final double tolerated;
    private final double share;
    private double[] sinceRaise = {};
    private double logFail;
    private double logPass;
    private double ratio = Double.NaN;

    GaugeLevel(GaugeRule rule, double tolerated, double share) {
        this.rule = rule;
        this.tolerated = tolerated;
        this.share = share;
    }

    /** Looks at all blocks, and at those since the weight was raised. */
    void look(double[] all, double[] latest) {
        sinceRaise = latest;
        logFail = logBeyond(all, StrictMath.log(rule.worse().bound(tolerated)), 1);
        logPass = logBeyond(latest, StrictMath.log(rule.worse().bound(rule.harmful())), -1);
        ratio = all.length > 0 ? StrictMath.exp(RobustStatistics.hodgesLehmann(all)) : Double.NaN;
    }

    private double logBeyond(double[] blocks, double bound, int side) {
        if (blocks.length < FEWEST) {
            return 0;
        }
        double deviation = StrictMath.max(LEAST_DEVIATION, StrictMath.sqrt(RobustStatistics.longRunVariance(blocks)));
        double distance = side * rule.worse().beyond(RobustStatistics.hodgesLehmann(blocks), bound);
        return EVIDENCE.log(blocks.length * distance / deviation, blocks.length);
    }

    @Override
    public String label() {
        return "level";
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

    @Override
    public double logPass() {
        return logPass;
    }

    @Override
    public Evidence evidence(double alpha, double failAt, double passAt) {
        OptionalDouble value = Double.isNaN(ratio) ? OptionalDouble.empty() : OptionalDouble.of(ratio);
        return new Evidence(
                rule.metric(),
                label(),
                0,
                0,
                0,
                0,
                logFail,
                failAt,
                logPass,
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
                return compared() + ", tolerated " + limit(tolerated) + "; " + Sentences.rare(alpha, false);
            }

            @Override
            public String suspect() {
                return rule.metric() + " looks worse than tolerated, though not surely: " + compared() + ", tolerated "
                        + limit(tolerated);
            }

            @Override
            public String passed(Instant raisedAt) {
                return compared() + ", harmful " + limit(rule.harmful()) + ", since " + Numbers.time(raisedAt);
            }

            @Override
            public String unpassed(Instant raisedAt) {
                return sinceRaise.length < FEWEST
                        ? rule.metric() + ": " + sinceRaise.length + " of the " + FEWEST + " blocks of "
                                + Numbers.length(GaugeBlocks.LENGTH) + " that a gauge needs, since "
                                + Numbers.time(raisedAt)
                        : compared() + " since " + Numbers.time(raisedAt) + ", so a harmful ratio of "
                                + limit(rule.harmful()) + " is not excluded";
            }
        };
    }

    private String compared() {
        return rule.metric() + ": the canary's level is " + Numbers.twoDigits(ratio) + " times the baseline's";
    }

    private String limit(double times) {
        return Numbers.twoDigits(rule.worse().bound(times));
    }
}
