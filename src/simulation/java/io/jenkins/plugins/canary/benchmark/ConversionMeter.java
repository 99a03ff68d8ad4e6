package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.RecordedPrometheus;
import io.jenkins.plugins.canary.simulation.Sampler;
import io.jenkins.plugins.canary.simulation.Series;
import java.util.Map;

/** Counts visits and those that convert: {@code visits_total}, {@code conversions_total}. */
final class ConversionMeter implements Meter {
    private final Series visits;
    private final Series conversions;
    private long[] counted = new long[2];
    private long[] waiting = new long[2];

    ConversionMeter(RecordedPrometheus prometheus, Map<String, String> labels) {
        visits = prometheus.series("visits_total", labels);
        conversions = prometheus.series("conversions_total", labels);
    }

    @Override
    public void serve(double expected, Conditions conditions, Sampler traffic) {
        long requests = traffic.poisson(expected);
        long converted = traffic.binomial(requests, conditions.errors());
        waiting = new long[] {requests - converted, converted};
    }

    @Override
    public void count(double share, Sampler split) {
        for (int i = 0; i < waiting.length; i++) {
            long some = share < 1 ? split.binomial(waiting[i], share) : waiting[i];
            counted[i] += some;
            waiting[i] -= some;
        }
    }

    @Override
    public void write(long millis) {
        visits.add(millis, counted[0] + counted[1]);
        conversions.add(millis, counted[1]);
    }

    @Override
    public void reset() {
        counted = new long[2];
    }

    @Override
    public void end(long millis) {
        visits.end(millis);
        conversions.end(millis);
    }

    @Override
    public double harm() {
        return 0;
    }
}
