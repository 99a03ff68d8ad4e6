package io.jenkins.plugins.canary.analysis;

import java.time.Instant;

/** A mean in sentences with both values, both counts, the limit and the window. */
record MeanSentences(
        MeanRule rule, double tolerated, RatioBlocks all, RatioBlocks sinceRaise, Counts counts, double alpha)
        implements Comparison.Told {
    @Override
    public String worse() {
        return rule.metric() + ": " + compared(all) + ", tolerated " + limit(tolerated) + "; "
                + Sentences.rare(alpha, false);
    }

    @Override
    public String suspect() {
        return rule.metric() + " looks worse than tolerated, though not surely: " + compared(all) + ", tolerated "
                + limit(tolerated);
    }

    @Override
    public String passed(Instant raisedAt) {
        return rule.metric() + ": " + compared(sinceRaise) + ", harmful " + limit(rule.harmful()) + ", since "
                + Numbers.time(raisedAt);
    }

    @Override
    public String unpassed(Instant raisedAt) {
        if (sinceRaise.size() < RatioBlocks.FEWEST) {
            return rule.metric() + ": " + sinceRaise.size() + " of the " + RatioBlocks.FEWEST
                    + " blocks of a minute that a mean needs, since " + Numbers.time(raisedAt);
        }
        return rule.metric() + ": " + compared(sinceRaise) + " since " + Numbers.time(raisedAt)
                + ", so a harmful ratio of " + limit(rule.harmful()) + " is not excluded";
    }

    private String compared(RatioBlocks blocks) {
        RatioLikelihood.Limits limits = blocks.limits(2 * alpha);
        String between = limits.low().isEmpty()
                ? ""
                : " (" + Numbers.twoDigits(limits.low().getAsDouble()) + " to "
                        + Numbers.twoDigits(limits.high().getAsDouble()) + ")";
        return "a mean of " + Numbers.mean(counts.canaryEvents(), counts.canaryTotal()) + " canary values against "
                + Numbers.mean(counts.baselineEvents(), counts.baselineTotal()) + " baseline values, ratio "
                + Numbers.twoDigits(blocks.mean().orElse(Double.NaN)) + between;
    }

    private String limit(double ratio) {
        return Numbers.twoDigits(rule.worse().bound(ratio));
    }
}
