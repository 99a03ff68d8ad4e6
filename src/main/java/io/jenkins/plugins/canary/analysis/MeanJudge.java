package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges a mean of which only sums and counts are known, no squares: how it varies shows in the ratio of the arms' means from
 * block to block (methods 1.4). A block lasts a minute or more, at one weight. Its ratio weighs as much as the values behind it
 * allow. Thirty blocks are needed before anything is said. Not thread-safe.
 */
final class MeanJudge implements IntervalJudge, Comparison.Channel {
    /** Long enough for a mean of many values at usual traffic, and short enough for thirty blocks in half an hour (methods 1.4). */
    private static final Duration BLOCK = Duration.ofMinutes(1);

    private static final int CANARY = 0;
    private static final int BASELINE = 1;

    private final MeanRule rule;
    private final double tolerated;
    private final Sightings sightings = new Sightings("canary values", "baseline values");
    private final RatioBlocks all = new RatioBlocks();
    private RatioBlocks sinceRaise = new RatioBlocks();
    private Instant raisedAt = Instant.MIN;
    private Instant end = Instant.MIN;
    private Duration length = Duration.ZERO;
    private int weight = -1;
    private Counts block = Counts.NONE;
    private Counts counts = Counts.NONE;

    /** Throws {@link IllegalArgumentException} if the rule makes no sense. */
    MeanJudge(MeanRule rule) {
        RuleChecks.check(rule.metric(), rule.weight(), rule.tolerate(), rule.harmful());
        this.rule = rule;
        tolerated = Tolerance.of(rule.tolerate(), false);
    }

    @Override
    public MeanRule rule() {
        return rule;
    }

    @Override
    public double weight() {
        return rule.weight();
    }

    @Override
    public List<MeanJudge> channels() {
        return List.of(this);
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    /** How means of single pods differ is not known. */
    @Override
    public boolean calibrated() {
        return false;
    }

    @Override
    public void known(ArmCounts past, List<Double> unrest) {
        checkChannels(past);
    }

    @Override
    public void raised(Instant at) {
        raisedAt = at;
        sinceRaise = new RatioBlocks();
    }

    @Override
    public boolean servedSince(Instant time) {
        return sightings.lastSeen(CANARY).isAfter(time);
    }

    @Override
    public void add(Interval interval) {
        checkChannels(interval.canary());
        checkChannels(interval.baseline());
        if (interval.start().isBefore(end)) {
            return;
        }
        end = interval.end();
        sightings.told(interval.start(), end);
        Counts more = Counts.of(interval, 0);
        if (!possible(more)) {
            return;
        }
        if (more.canaryTotal() > 0) {
            sightings.seen(CANARY, end);
        }
        if (more.baselineTotal() > 0) {
            sightings.seen(BASELINE, end);
        }
        counts = counts.plus(more);
        count(interval, more);
    }

    private void count(Interval interval, Counts more) {
        if (interval.weight() != weight) {
            block = Counts.NONE;
            length = Duration.ZERO;
            weight = interval.weight();
        }
        block = block.plus(more);
        length = length.plus(Duration.between(interval.start(), interval.end()));
        boolean whole = length.compareTo(BLOCK) >= 0 && block.canaryTotal() > 0 && block.baselineTotal() > 0;
        if (whole && block.baselineEvents() > 0) {
            double ratio =
                    block.canaryEvents() / block.canaryTotal() / (block.baselineEvents() / block.baselineTotal());
            double values = 1 / (1 / block.canaryTotal() + 1 / block.baselineTotal());
            all.add(ratio, values);
            if (!interval.start().isBefore(raisedAt)) {
                sinceRaise.add(ratio, values);
            }
            block = Counts.NONE;
            length = Duration.ZERO;
        }
    }

    private static boolean possible(Counts counts) {
        return finite(counts.canaryTotal())
                && finite(counts.canaryEvents())
                && finite(counts.baselineTotal())
                && finite(counts.baselineEvents());
    }

    private static boolean finite(double value) {
        return Double.isFinite(value) && value >= 0;
    }

    private void checkChannels(ArmCounts values) {
        if (values.events().size() != 1) {
            throw new IllegalArgumentException(
                    rule.metric() + ": " + values.events().size() + " event counts for a mean, which has one sum");
        }
    }

    @Override
    public MeanJudge main() {
        return this;
    }

    @Override
    public Optional<MeanJudge> firstUnpassed(double passAt) {
        return logPass() < passAt ? Optional.of(this) : Optional.empty();
    }

    @Override
    public String label() {
        return "mean";
    }

    @Override
    public double share() {
        return 1;
    }

    @Override
    public double logFail() {
        return all.logBeyond(rule.worse().bound(tolerated), rule.worse());
    }

    @Override
    public double logAlarm() {
        return logFail();
    }

    @Override
    public double logPass() {
        return sinceRaise.logWithin(rule.worse().bound(rule.harmful()), rule.worse());
    }

    @Override
    public Evidence evidence(double alpha, double failAt, double passAt) {
        RatioLikelihood.Limits limits = all.limits(alpha);
        return new Evidence(
                rule.metric(),
                label(),
                counts.canaryTotal(),
                counts.canaryEvents(),
                counts.baselineTotal(),
                counts.baselineEvents(),
                logFail(),
                failAt,
                logPass(),
                passAt,
                limits.low(),
                limits.high(),
                OptionalDouble.empty());
    }

    @Override
    public Comparison.Told told(double alpha) {
        return new MeanSentences(rule, tolerated, all, sinceRaise, counts, alpha);
    }
}
