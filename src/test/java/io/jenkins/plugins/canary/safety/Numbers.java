package io.jenkins.plugins.canary.safety;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Figures so large that the judge needs few of them.
 *
 * @param canaryErrors of the canary's 10,000 requests in each interval; the baseline has 100 of 20,000
 */
record Numbers(double canaryErrors) implements MetricSource {
    static final Numbers HEALTHY = new Numbers(50);
    static final Numbers FAULTY = new Numbers(500);
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    @Override
    public History history(Metric metric, Scope baseline, Instant from, Instant to) {
        return new History(INTERVAL, List.of(), ArmCounts.of(4_800_000, 24_000));
    }

    @Override
    public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
        return List.of();
    }

    @Override
    public Reading read(Metric metric, ReadRequest request) {
        List<Interval> intervals = new ArrayList<>();
        Instant from = request.from();
        for (Instant end = from.plus(INTERVAL); !end.isAfter(request.to()); end = end.plus(INTERVAL)) {
            intervals.add(new Interval(
                    end.minus(INTERVAL),
                    end,
                    request.weight(),
                    ArmCounts.of(10_000, canaryErrors),
                    ArmCounts.of(20_000, 100),
                    Set.of()));
        }
        return new Reading.Counted(intervals);
    }
}
