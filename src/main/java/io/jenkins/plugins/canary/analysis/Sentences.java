package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.RatioLikelihood.Limits;
import io.jenkins.plugins.canary.analysis.Stretches.Window;
import java.time.Duration;
import java.time.Instant;

/** The judge's findings as sentences, with both values, both counts, the limit and the window. */
final class Sentences {
    private final double alpha;

    Sentences(double alpha) {
        this.alpha = alpha;
    }

    /** A channel is surely worse than tolerated. */
    String worse(CountJudge metric, int channel) {
        Window window = metric.channels().get(channel).stretches().worst(metric.tolerated());
        return name(metric.rule(), channel) + ": " + compared(window) + ", tolerated "
                + Numbers.written(metric.tolerated()) + ", since " + Numbers.time(window.since())
                + "; a healthy release would show this less than once in " + StrictMath.round(1 / alpha) + " times"
                + (metric.calibrated() ? "" : " (uncalibrated)");
    }

    /** A limit was broken. */
    String broken(LimitJudge limit) {
        return limit.rule().metric() + ": " + limit.outsideInARow() + " values in a row " + forbidden(limit.rule())
                + ", since " + Numbers.time(limit.rowFrom()) + ", the last " + lastValue(limit);
    }

    /** Something is suspicious about a limit. */
    String outside(LimitJudge limit) {
        return limit.rule().metric() + ": not always " + allowed(limit.rule())
                + " since the weight was raised, the last value " + lastValue(limit);
    }

    /** A channel looks worse than tolerated, though not surely. */
    String suspect(CountJudge metric, int channel) {
        Window window = metric.channels().get(channel).stretches().worst(metric.tolerated());
        return name(metric.rule(), channel) + " looks worse than tolerated, though not surely: " + compared(window)
                + ", tolerated " + Numbers.written(metric.tolerated()) + ", since " + Numbers.time(window.since());
    }

    /** A metric has passed, as its channel with the greatest share shows. */
    String passed(CountJudge metric, Instant raisedAt) {
        int channel = metric.mainChannel();
        Window window = metric.channels().get(channel).stretches().since(raisedAt);
        return name(metric.rule(), channel) + ": " + compared(window) + ", harmful "
                + Numbers.written(metric.rule().harmful()) + ", since " + Numbers.time(raisedAt);
    }

    /** A limit has passed. */
    String passed(LimitJudge limit) {
        return limit.rule().metric() + ": always " + allowed(limit.rule()) + ", the last value " + lastValue(limit);
    }

    /** It cannot be excluded yet that a channel is harmful. */
    String unpassed(CountJudge metric, int channel, Instant raisedAt) {
        Window window = metric.channels().get(channel).stretches().since(raisedAt);
        String name = name(metric.rule(), channel);
        if (window.counts().total() == 0) {
            return name + ": nothing counted yet since " + Numbers.time(raisedAt);
        }
        return name + ": " + compared(window) + " since " + Numbers.time(raisedAt) + ", so a harmful ratio of "
                + Numbers.written(metric.rule().harmful()) + " is not excluded";
    }

    /** A limit has not been kept always, or nothing is known of it. */
    String unpassed(LimitJudge limit, Instant raisedAt) {
        return limit.outsideSinceRaise()
                ? outside(limit)
                : limit.rule().metric() + ": no value yet since " + Numbers.time(raisedAt);
    }

    /** The source does not answer. */
    String sourceDown(String metric, Instant since) {
        return metric + ": its source has not answered since " + Numbers.time(since);
    }

    /** The source answers, but something is missing. */
    String noData(String metric, Sightings.Missing missing) {
        return metric + ": the source answers, but has had no " + missing.thing() + " since "
                + Numbers.time(missing.since());
    }

    /** The baseline is worse than its own past. */
    String unhealthy(CountJudge metric, int channel) {
        BaselineHealth health = metric.channels().get(channel).health();
        return name(metric.rule(), channel) + ": the baseline itself is " + Numbers.twoDigits(health.excess())
                + " times as bad as before the release, since "
                + Numbers.time(health.since().orElseThrow())
                + "; the canary is not blamed for that";
    }

    /** The weight has not stood long enough. */
    String tooEarly(int percent, Instant raisedAt, Duration least) {
        return "a PASS needs " + Numbers.length(least) + " at " + percent + " %, which began at "
                + Numbers.time(raisedAt);
    }

    private String compared(Window window) {
        Counts counts = window.counts();
        return Numbers.share(counts.canaryEvents(), counts.canaryTotal()) + " canary requests against "
                + Numbers.share(counts.baselineEvents(), counts.baselineTotal()) + " baseline requests"
                + ratio(window.likelihood(), window.limits(alpha));
    }

    private static String ratio(RatioLikelihood likelihood, Limits limits) {
        if (likelihood.best().isEmpty()) {
            return "";
        }
        String low = Numbers.twoDigits(limits.low().orElse(0));
        double best = likelihood.best().getAsDouble();
        if (Double.isInfinite(best) || limits.high().isEmpty()) {
            return ", ratio " + low + " or more";
        }
        return ", ratio " + Numbers.twoDigits(best) + " (" + low + " to "
                + Numbers.twoDigits(limits.high().getAsDouble()) + ")";
    }

    private static String name(CountRule rule, int channel) {
        String label = rule.channels().get(channel).label();
        return rule.metric().equals(label) ? label : rule.metric() + ", " + label;
    }

    private static String lastValue(LimitJudge limit) {
        return Numbers.measured(limit.value().orElseThrow());
    }

    private static String forbidden(LimitRule rule) {
        if (rule.min().isPresent() && rule.max().isPresent()) {
            return "outside " + allowed(rule);
        }
        return rule.max().isPresent()
                ? "over " + Numbers.written(rule.max().getAsDouble())
                : "under " + Numbers.written(rule.min().getAsDouble());
    }

    private static String allowed(LimitRule rule) {
        if (rule.min().isEmpty()) {
            return "at most " + Numbers.written(rule.max().getAsDouble());
        }
        String low = Numbers.written(rule.min().getAsDouble());
        return rule.max().isEmpty()
                ? "at least " + low
                : low + " to " + Numbers.written(rule.max().getAsDouble());
    }
}
