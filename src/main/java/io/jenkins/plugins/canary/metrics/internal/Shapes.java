package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Conversion;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Mean;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.RareEvents;
import io.jenkins.plugins.canary.metrics.Strata;
import java.util.List;

/** Finds the shape of a metric that is read from counters. */
public final class Shapes {
    private Shapes() {}

    /**
     * The shape of a metric; {@link IllegalArgumentException} for one that is not read from counters.
     *
     * @param source name of the source, for messages
     * @param edges of a latency
     * @param strata values of the label that it is stratified by
     */
    public static Shape of(String source, Metric metric, List<Double> edges, List<String> strata) {
        if (metric instanceof Latency latency) {
            return new BucketShape(source, latency, edges);
        } else if (metric instanceof ErrorRatio ratio) {
            Strata by = ratio.by().map(label -> new Strata(label, strata)).orElse(Strata.NONE);
            return new PairShape(
                    metric.name(),
                    new PairShape.Named("total", ratio.total()),
                    new PairShape.Named("bad", ratio.bad()),
                    new Tally.Channels(1, Tally.Events.COUNTED, by.count()),
                    by);
        } else if (metric instanceof Conversion conversion) {
            return pair(metric, "total", conversion.total(), "good", conversion.good(), Tally.Events.COUNTED);
        } else if (metric instanceof Mean mean) {
            return pair(metric, "count", mean.count(), "sum", mean.sum(), Tally.Events.BESIDE);
        } else if (metric instanceof RareEvents events) {
            return new PodTimeShape(events);
        }
        throw new IllegalArgumentException(metric.name() + " is not read from counters");
    }

    private static Shape pair(
            Metric metric, String all, String ofAll, String beside, String ofBeside, Tally.Events events) {
        return new PairShape(
                metric.name(),
                new PairShape.Named(all, ofAll),
                new PairShape.Named(beside, ofBeside),
                new Tally.Channels(1, events, 1),
                Strata.NONE);
    }
}
