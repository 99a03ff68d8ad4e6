package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges a gauge over time: its level and its growth. A hard limit is a {@link LimitJudge}'s. Not thread-safe. */
final class GaugeJudge implements Comparison {
    private static final int CANARY = 0;
    private static final int BASELINE = 1;

    /** Levels are surer to be told than growth, so they need less of the errors allowed. */
    private static final double LEVEL_SHARE = 0.2;

    private final GaugeRule rule;
    private final GaugeLevel level;
    private final GaugeGrowth growth;
    private final GaugeBlocks blocks = new GaugeBlocks();
    private final Sightings sightings = new Sightings("canary values", "baseline values");
    private Instant last = Instant.MIN;
    private int blocksBeforeRaise;

    /** Throws {@link IllegalArgumentException} if the rule makes no sense. */
    GaugeJudge(GaugeRule rule) {
        RuleChecks.check(rule.metric(), rule.weight(), rule.tolerate(), rule.harmful());
        this.rule = rule;
        level = new GaugeLevel(rule, Tolerance.of(rule.tolerate(), false), LEVEL_SHARE);
        growth = new GaugeGrowth(rule, 1 - LEVEL_SHARE);
    }

    /** Looks at a sample, unless it is older than one that is known. */
    void add(GaugeSample sample) {
        if (!sample.at().isAfter(last)) {
            return;
        }
        last = sample.at();
        sightings.answered(last);
        double canary = sample.canary().orElse(Double.NaN);
        double baseline = sample.baseline().orElse(Double.NaN);
        if (Double.isFinite(canary)) {
            sightings.seen(CANARY, last);
        }
        if (Double.isFinite(baseline)) {
            sightings.seen(BASELINE, last);
        }
        if (blocks.add(last, sample.weight(), canary, baseline)) {
            look(sample.worst().orElse(canary));
        }
    }

    private void look(double worst) {
        level.look(blocks.from(0), blocks.from(blocksBeforeRaise));
        growth.look(blocks.from(0), worst);
    }

    @Override
    public GaugeRule rule() {
        return rule;
    }

    @Override
    public double weight() {
        return rule.weight();
    }

    @Override
    public List<Channel> channels() {
        return List.of(level, growth);
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    /** How gauges of single pods differ is not known. */
    @Override
    public boolean calibrated() {
        return false;
    }

    @Override
    public void raised(Instant at) {
        blocksBeforeRaise = blocks.size();
        level.look(blocks.from(0), blocks.from(blocksBeforeRaise));
    }

    @Override
    public boolean servedSince(Instant time) {
        return sightings.lastSeen(CANARY).isAfter(time);
    }

    @Override
    public Optional<Channel> firstUnpassed(double passAt) {
        if (level.logPass() < passAt) {
            return Optional.of(level);
        }
        return growth.passed() ? Optional.empty() : Optional.of(growth);
    }

    @Override
    public GaugeLevel main() {
        return level;
    }
}
