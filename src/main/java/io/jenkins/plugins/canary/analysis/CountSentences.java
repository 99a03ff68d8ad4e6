package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.RatioLikelihood.Limits;
import io.jenkins.plugins.canary.analysis.Stretches.Window;
import java.time.Instant;

/** A channel that counts, in sentences with both shares, both counts, the limit and the window. */
record CountSentences(ChannelJudge channel, double alpha) implements Comparison.Told {
    @Override
    public String worse() {
        Window window = channel.stretches().worst(channel.tolerated());
        return name() + ": " + compared(window) + ", tolerated " + tolerated() + ", since "
                + Numbers.time(window.since()) + "; " + Sentences.rare(alpha, channel.calibrated());
    }

    @Override
    public String suspect() {
        Window window = channel.stretches().worst(channel.tolerated());
        return name() + " looks worse than tolerated, though not surely: " + compared(window) + ", tolerated "
                + tolerated() + ", since " + Numbers.time(window.since());
    }

    @Override
    public String passed(Instant raisedAt) {
        String limit = channel.calm() && !channel.isWatched()
                ? ", no sign of harm, though PASS did not wait until a rare one would have been seen"
                : ", harmful " + harmful();
        return name() + ": " + compared(channel.stretches().since(raisedAt)) + limit + ", since "
                + Numbers.time(raisedAt);
    }

    @Override
    public String unpassed(Instant raisedAt) {
        Window window = channel.stretches().since(raisedAt);
        if (window.counts().total() == 0) {
            return name() + ": nothing counted yet since " + Numbers.time(raisedAt);
        }
        String seen = name() + ": " + compared(window) + " since " + Numbers.time(raisedAt);
        return channel.calm()
                ? seen + ", too short a time to exclude harm that is so rare"
                : seen + ", so a harmful ratio of " + harmful() + " is not excluded";
    }

    /** The baseline is worse than its own past. */
    String unhealthy() {
        BaselineHealth health = channel.health();
        return name() + ": the baseline itself is " + Numbers.twoDigits(health.excess())
                + " times as bad as before the release, since "
                + Numbers.time(health.since().orElseThrow())
                + "; the canary is not blamed for that";
    }

    private String tolerated() {
        return limit(channel.tolerated())
                + channel.rule()
                        .difference()
                        .filter(difference -> difference.tolerate() > 0)
                        .map(difference -> " or " + Numbers.points(difference.tolerate()) + " more")
                        .orElse("");
    }

    private String harmful() {
        return limit(channel.rule().harmful())
                + channel.rule()
                        .difference()
                        .map(difference -> " and " + Numbers.points(difference.harmful()) + " more")
                        .orElse("");
    }

    private String limit(double ratio) {
        double shown = channel.rule().sense().shown(ratio);
        return channel.rule().sense() == Sense.GOOD ? Numbers.twoDigits(shown) : Numbers.written(shown);
    }

    private String compared(Window window) {
        Counts counts = window.counts();
        if (channel.rule().sense() == Sense.MISFORTUNE) {
            return Numbers.rate(counts.canaryEvents(), counts.canaryTotal()) + " of the canary against "
                    + Numbers.rate(counts.baselineEvents(), counts.baselineTotal()) + " of the baseline"
                    + ratio(window);
        }
        return Numbers.share(counts.canaryEvents(), counts.canaryTotal()) + " canary requests against "
                + Numbers.share(counts.baselineEvents(), counts.baselineTotal()) + " baseline requests" + ratio(window)
                + points(counts) + quantile();
    }

    /** Where the quantile lies since the weight was raised. */
    private String quantile() {
        return channel.quantile().map(range -> ", " + range.sentence(alpha)).orElse("");
    }

    /** The difference of the shares, where it is asked for. */
    private String points(Counts counts) {
        if (channel.rule().difference().isEmpty() || counts.canaryTotal() <= 0 || counts.baselineTotal() <= 0) {
            return "";
        }
        double more = counts.canaryEvents() / counts.canaryTotal() - counts.baselineEvents() / counts.baselineTotal();
        return ", " + Numbers.twoDigits(100 * StrictMath.abs(more)) + (more < 0 ? " points less" : " points more");
    }

    private String ratio(Window window) {
        if (window.likelihood().best().isEmpty()) {
            return "";
        }
        Limits limits = channel.rule().sense().shown(window.limits(alpha));
        double best = channel.rule().sense().shown(window.likelihood().best().getAsDouble());
        String low = Numbers.twoDigits(limits.low().orElse(0));
        String by =
                channel.rule().by().map(label -> ", " + label + " by " + label).orElse("");
        if (Double.isInfinite(best) || limits.high().isEmpty()) {
            return ", ratio " + low + " or more" + by;
        }
        return ", ratio " + Numbers.twoDigits(best) + " (" + low + " to "
                + Numbers.twoDigits(limits.high().getAsDouble()) + ")" + by;
    }

    private String name() {
        return Sentences.name(channel.rule(), channel.label());
    }
}
