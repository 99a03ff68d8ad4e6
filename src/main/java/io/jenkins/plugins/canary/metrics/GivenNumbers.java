package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.PastInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The source of numbers that stand in the specification itself. It is always there. */
public final class GivenNumbers implements MetricSource {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    @Override
    public Set<DataKind> kinds() {
        return Set.of(DataKind.VALUE);
    }

    @Override
    public History history(Metric metric, Scope baseline, Instant from, Instant to) {
        return new History(INTERVAL, List.of(), new ArmCounts(1, List.of()));
    }

    @Override
    public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
        return List.of();
    }

    /**
     * {@inheritDoc}
     *
     * @throws SourceException (lasting) for any other metric
     */
    @Override
    public Reading read(Metric metric, ReadRequest request) {
        if (metric instanceof GivenValue value) {
            return new Reading.Sampled(
                    new LimitSample(request.to(), request.weight(), OptionalDouble.of(value.canary())));
        }
        throw SourceException.lasting(metric.name() + " is not given in the specification; it needs a source");
    }
}
