package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one metric that counts, channel by channel. Not thread-safe. */
final class CountJudge {
    private static final int CANARY = 0;
    private static final int BASELINE = 1;

    /** What is tolerated where the user wrote nothing: with a known past, and without (design 6.1, 6.11). */
    private static final double TOLERATE = 1.1;

    private static final double TOLERATE_UNCALIBRATED = 1.25;

    /** How strongly a lesser channel may speak for harm when the metric passes, as a natural logarithm. */
    private static final double LEAN = -1;

    private final CountRule rule;
    private final double tolerated;
    private final boolean calibrated;
    private final List<ChannelJudge> channels = new ArrayList<>();
    private final double[] shares;
    private final double greatestShare;
    private final Sightings sightings = new Sightings("canary requests", "baseline requests");
    private Instant end = Instant.MIN;

    /** Throws {@link IllegalArgumentException} if the rule makes no sense. */
    CountJudge(CountRule rule) {
        this.rule = checked(rule);
        double sum =
                rule.channels().stream().mapToDouble(CountRule.Channel::share).sum();
        shares = rule.channels().stream()
                .mapToDouble(channel -> channel.share() / sum)
                .toArray();
        calibrated = rule.channels().stream()
                .allMatch(channel -> channel.dispersion().isPresent());
        tolerated = rule.tolerate().orElse(calibrated ? TOLERATE : TOLERATE_UNCALIBRATED);
        double greatest = 0;
        for (int i = 0; i < shares.length; i++) {
            channels.add(new ChannelJudge(
                    tolerated, rule.harmful(), dispersion(rule.channels().get(i))));
            greatest = StrictMath.max(greatest, shares[i]);
        }
        greatestShare = greatest;
    }

    private Dispersion dispersion(CountRule.Channel channel) {
        return calibrated ? new KnownDispersion(channel.dispersion().getAsDouble()) : new OnlineDispersion();
    }

    private static CountRule checked(CountRule rule) {
        String at = rule.metric() + ": ";
        if (!(rule.weight() > 0)) {
            throw new IllegalArgumentException(at + "weight must be positive, not " + rule.weight());
        }
        if (!(rule.harmful() > 1)) {
            throw new IllegalArgumentException(at + "harmful must be over 1, not " + rule.harmful());
        }
        if (rule.tolerate().isPresent() && !(rule.tolerate().getAsDouble() >= 1)) {
            throw new IllegalArgumentException(
                    at + "tolerate must be at least 1, not " + rule.tolerate().getAsDouble());
        }
        if (rule.channels().stream().anyMatch(channel -> !(channel.dispersion().orElse(1) >= 1))) {
            throw new IllegalArgumentException(at + "a dispersion is at least 1");
        }
        if (rule.channels().isEmpty() || rule.channels().stream().anyMatch(channel -> !(channel.share() > 0))) {
            throw new IllegalArgumentException(at + "needs channels, each with a positive share");
        }
        return rule;
    }

    CountRule rule() {
        return rule;
    }

    double tolerated() {
        return tolerated;
    }

    Sightings sightings() {
        return sightings;
    }

    List<ChannelJudge> channels() {
        return channels;
    }

    /** The channel's share of the metric's evidence; the shares sum to 1. */
    double share(int channel) {
        return shares[channel];
    }

    boolean calibrated() {
        return calibrated;
    }

    /** What the baseline did before the release. */
    void known(ArmCounts past) {
        checkChannels(past);
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).known(past.total(), past.events().get(i));
        }
    }

    /** Until when the baseline's health is known; empty if it cannot be known, or nothing has come yet. */
    Optional<Instant> healthKnownUntil() {
        return channels.get(0).health().known() && end.isAfter(Instant.MIN) ? Optional.of(end) : Optional.empty();
    }

    /** The weight was raised. */
    void raised(Instant at) {
        channels.forEach(channel -> channel.raised(at));
    }

    /** Counts an interval, unless part of it has been counted already. */
    void add(Interval interval) {
        checkChannels(interval.canary());
        checkChannels(interval.baseline());
        if (interval.start().isBefore(end)) {
            return;
        }
        end = interval.end();
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).add(interval, Counts.of(interval, i));
        }
        sightings.every(Duration.between(interval.start(), end));
        sightings.answered(end);
        if (interval.canary().total() > 0) {
            sightings.seen(CANARY, end);
        }
        if (interval.baseline().total() > 0) {
            sightings.seen(BASELINE, end);
        }
    }

    private void checkChannels(ArmCounts counts) {
        if (counts.events().size() != channels.size()) {
            throw new IllegalArgumentException(rule.metric() + ": "
                    + counts.events().size() + " event counts for a rule with " + channels.size() + " channels");
        }
    }

    /** Whether the canary has been seen to serve since that time. */
    boolean servedSince(Instant time) {
        return sightings.lastSeen(CANARY).isAfter(time);
    }

    /** Evidence of this metric alone against "not worse than tolerated", as a natural logarithm. */
    double logFail() {
        double[] terms = new double[shares.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = StrictMath.log(shares[i]) + channels.get(i).logFail();
        }
        return LogSpace.sum(terms);
    }

    /** The channel that speaks most for "worse than tolerated". */
    int worstChannel() {
        int worst = 0;
        for (int i = 1; i < shares.length; i++) {
            if (channels.get(i).logFail() > channels.get(worst).logFail()) {
                worst = i;
            }
        }
        return worst;
    }

    /** The channel with the greatest share, the first of several. */
    int mainChannel() {
        int main = 0;
        while (!main(main)) {
            main++;
        }
        return main;
    }

    /**
     * The first channel that keeps the metric from passing; empty if it passes. Harm must be excluded in every channel with the
     * greatest share, and no other may speak for harm.
     */
    Optional<Integer> firstUnpassed(double passAt) {
        for (int i = 0; i < shares.length; i++) {
            double needed = main(i) ? passAt : LEAN;
            if (channels.get(i).logPass() < needed) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private boolean main(int channel) {
        return shares[channel] > greatestShare * (1 - 1e-9);
    }

    /** The channel in which the baseline has been unhealthy for longest; empty if it is healthy. */
    Optional<Integer> unhealthyChannel() {
        Optional<Integer> longest = Optional.empty();
        Instant earliest = Instant.MAX;
        for (int i = 0; i < channels.size(); i++) {
            Instant since = channels.get(i).health().since().orElse(Instant.MAX);
            if (since.isBefore(earliest)) {
                earliest = since;
                longest = Optional.of(i);
            }
        }
        return longest;
    }
}
