package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.Gauge;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Reads a gauge of both arms at the grid points since the last one. Safe for use by several threads. */
public record GaugeReader(PrometheusApi api) {
    /** So many points are asked for at once: Prometheus refuses more than 11,000. */
    private static final long POINTS = 5_000;

    /** The samples after {@code from}, up to {@code to}; one for each grid point, also where an arm has no value. */
    public List<GaugeSample> read(Gauge metric, ReadRequest request) {
        Grid grid = Grid.from(request.from().plusMillis(1), request.interval());
        long end = grid.notAfter(request.to().toEpochMilli());
        List<GaugeSample> samples = new ArrayList<>();
        for (long first = grid.first(); first <= end; first += POINTS * grid.step()) {
            long last = Math.min(end, first + (POINTS - 1) * grid.step());
            Map<Long, DoubleSummaryStatistics> canary = values(metric, request.canary(), first, last, grid.step());
            Map<Long, DoubleSummaryStatistics> baseline = values(metric, request.baseline(), first, last, grid.step());
            for (long time = first; time <= last; time += grid.step()) {
                samples.add(new GaugeSample(
                        Instant.ofEpochMilli(time),
                        request.weight(),
                        of(canary.get(time), DoubleSummaryStatistics::getAverage),
                        of(baseline.get(time), DoubleSummaryStatistics::getAverage),
                        of(canary.get(time), worst(metric.worse()))));
            }
        }
        return samples;
    }

    /** Whether the query gives anything for an arm at a time. */
    public boolean isThere(Gauge metric, Scope scope, Instant at) {
        long time = at.toEpochMilli();
        return !values(metric, scope, time, time, 1000).isEmpty();
    }

    private static ToDoubleFunction<DoubleSummaryStatistics> worst(Worse worse) {
        return worse == Worse.HIGHER ? DoubleSummaryStatistics::getMax : DoubleSummaryStatistics::getMin;
    }

    private static OptionalDouble of(DoubleSummaryStatistics values, ToDoubleFunction<DoubleSummaryStatistics> figure) {
        return values == null ? OptionalDouble.empty() : OptionalDouble.of(figure.applyAsDouble(values));
    }

    private Map<Long, DoubleSummaryStatistics> values(Gauge metric, Scope scope, long first, long last, long step) {
        String query = Expansion.of(metric.query(), scope, metric.name() + ".query");
        long shift = scope.earlier().toMillis();
        List<Answer.Series> series = api.range(query, first - shift, last - shift, step);
        if (series.size() > 1 && !metric.perPod()) {
            throw SourceException.lasting("source " + api.name() + ", asked for " + metric.name() + ".query " + query
                    + ": " + series.size() + " series instead of one; say per: pod, or aggregate the query");
        }
        Map<Long, DoubleSummaryStatistics> values = new HashMap<>();
        for (Answer.Series one : series) {
            long from = countsFrom(scope, one.labels());
            for (int i = 0; i < one.times().length; i++) {
                if (one.times()[i] >= from && Double.isFinite(one.values()[i])) {
                    values.computeIfAbsent(one.times()[i] + shift, time -> new DoubleSummaryStatistics())
                            .accept(one.values()[i]);
                }
            }
        }
        return values;
    }

    /** When the pod's warm-up is over; for a series of no pod, that of the first. */
    private static long countsFrom(Scope scope, Map<String, String> labels) {
        Instant own = scope.pods().get(labels.getOrDefault("pod", ""));
        return (own != null
                        ? own
                        : scope.pods().values().stream().min(Instant::compareTo).orElse(Instant.EPOCH))
                .toEpochMilli();
    }
}
