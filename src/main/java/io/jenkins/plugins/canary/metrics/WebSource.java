package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.metrics.internal.Grid;
import io.jenkins.plugins.canary.metrics.internal.WebApi;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import okhttp3.OkHttpClient;

/**
 * Numbers in the JSON of any web service. In the place of a query stands a path below the source's address with a JSON Pointer as its
 * fragment (RFC 6901, section 6): {@code /stats/{{workload}}?pods={{pods}}#/latency/p99}. Placeholders are encoded for URLs;
 * <code>{{pods}}</code> are names between commas. A service tells what is now: a gauge has a value for the time at which it was asked,
 * and no past. Safe for use by several threads.
 */
public final class WebSource implements MetricSource {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final WebApi api;

    /** A source that is called with the connections of a client. */
    public WebSource(PrometheusAccess access, OkHttpClient client) {
        api = new WebApi(access, client);
    }

    @Override
    public Set<DataKind> kinds() {
        return EnumSet.of(DataKind.GAUGE, DataKind.LIMIT);
    }

    @Override
    public History history(Metric metric, Scope baseline, Instant from, Instant to) {
        boolean there = value(metric, baseline).isPresent();
        return new History(INTERVAL, List.of(), new ArmCounts(there ? 1 : 0, List.of()));
    }

    @Override
    public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
        return List.of();
    }

    @Override
    public Reading read(Metric metric, ReadRequest request) {
        if (metric instanceof PrometheusLimit) {
            return new Reading.Sampled(
                    new LimitSample(request.to(), request.weight(), value(metric, request.canary())));
        }
        Grid grid = Grid.from(request.from().plusMillis(1), request.interval());
        Instant at = Instant.ofEpochMilli(grid.notAfter(request.to().toEpochMilli()));
        if (!request.from().isBefore(at)) {
            return new Reading.Compared(List.of());
        }
        OptionalDouble canary = value(metric, request.canary());
        return new Reading.Compared(
                List.of(new GaugeSample(at, request.weight(), canary, value(metric, request.baseline()), canary)));
    }

    private OptionalDouble value(Metric metric, Scope scope) {
        if (metric instanceof PrometheusLimit limit) {
            return api.number(limit.query(), scope, limit.name() + ".query");
        }
        if (metric instanceof Gauge gauge && !gauge.perPod()) {
            return api.number(gauge.query(), scope, gauge.name() + ".query");
        }
        throw SourceException.lasting(metric.name()
                + ": a web service gives one number for each arm; leave out per: pod, or name another source");
    }
}
