package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The judge's findings about limits and data as sentences. */
final class Sentences {
    private Sentences() {}

    /** What a FAIL means. */
    static String rare(double alpha, boolean calibrated) {
        return "a healthy release would show this less than once in " + StrictMath.round(1 / alpha) + " times"
                + (calibrated ? "" : " (uncalibrated)");
    }

    /** The judgement, said with what the baseline is where that is not what is there now. */
    static Judgement earlier(Judgement judgement, Duration earlier) {
        if (earlier.isZero()) {
            return judgement;
        }
        Verdict verdict = judgement.verdict();
        return new Judgement(
                new Verdict(
                        verdict.kind(),
                        verdict.reason(),
                        verdict.sentence() + " (the baseline is the running version " + Numbers.span(earlier)
                                + " before)",
                        verdict.uncalibrated(),
                        verdict.evidence()),
                judgement.decided(),
                judgement.mayRaise(),
                judgement.unhealthySince());
    }

    /** Metrics that an alarm is about besides the one that it is told of. */
    static String alike(List<String> metrics) {
        return metrics.isEmpty() ? "" : "; surely worse too: " + String.join(", ", metrics);
    }

    /** A channel, as people call it. */
    static String name(Rule rule, String label) {
        return rule.metric().equals(label) ? label : rule.metric() + ", " + label;
    }

    /** A limit was broken. */
    static String broken(LimitJudge limit) {
        return limit.rule().metric() + ": " + limit.outsideInARow() + " values in a row " + forbidden(limit.rule())
                + ", since " + Numbers.time(limit.rowFrom()) + ", the last " + lastValue(limit);
    }

    /** Something is suspicious about a limit. */
    static String outside(LimitJudge limit) {
        return limit.rule().metric() + ": not always " + allowed(limit.rule())
                + " since the weight was raised, the last value " + lastValue(limit);
    }

    /** A limit has passed. */
    static String passed(LimitJudge limit) {
        return limit.rule().metric() + ": always " + allowed(limit.rule()) + ", the last value " + lastValue(limit);
    }

    /** A limit has not been kept always, or nothing is known of it. */
    static String unpassed(LimitJudge limit, Instant raisedAt) {
        return limit.outsideSinceRaise()
                ? outside(limit)
                : limit.rule().metric() + ": no value yet since " + Numbers.time(raisedAt);
    }

    /** The source does not answer. */
    static String sourceDown(String metric, Instant since) {
        return metric + ": its source has not answered since " + Numbers.time(since);
    }

    /** The source answers, but something is missing. */
    static String noData(String metric, Sightings.Missing missing) {
        return metric + ": the source answers, but has had no " + missing.thing() + " since "
                + Numbers.time(missing.since())
                + "; check that these pods are scraped, under the labels that the query asks for";
    }

    /** One arm lacks a bucket that is compared. */
    static String edgeMissing(String metric) {
        return metric
                + ": one version has no bucket for an edge that is compared; if the release changes the buckets, name"
                + " edges that both versions have";
    }

    /** The measured share of traffic is surely not the weight. */
    static String skewed(String metric, SplitGuard.Skew skew) {
        return metric + ": the canary gets " + Numbers.twoDigits(100 * skew.share()) + " % of "
                + Numbers.count(skew.requests()) + " requests in 5 min, and its weight is " + skew.weight()
                + " %; check the route, and that the metric counts the same requests in both arms";
    }

    /** The weight has not stood long enough. */
    static String tooEarly(int percent, Instant raisedAt, Duration least) {
        return "a PASS needs " + Numbers.length(least) + " at " + percent + " %, which began at "
                + Numbers.time(raisedAt);
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
