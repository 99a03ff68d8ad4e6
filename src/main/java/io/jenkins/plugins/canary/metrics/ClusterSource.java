package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.metrics.PodReadings.End;
import io.jenkins.plugins.canary.metrics.PodReadings.PodReading;
import io.jenkins.plugins.canary.metrics.internal.Grid;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The release's own cluster as a source, for those who have no other: what Kubernetes knows of the pods now. Its words stand where others
 * have a query: as a counter {@code restarts} and {@code oomKills}, as a gauge or a plain number {@code cpu} (cores), {@code memory}
 * (bytes), {@code notReady} (share of pods) and {@code restarts}. It has no past, so nothing is known of their noise; of a container that
 * ended twice between two looks one end is counted. Safe for use by several threads.
 */
public final class ClusterSource implements MetricSource {
    /** Its name; no other source may have it. */
    public static final String NAME = "kubernetes";

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Map<String, Predicate<End>> COUNTERS =
            new TreeMap<>(Map.of("restarts", end -> true, "oomKills", End::killedForMemory));
    private static final Set<String> USAGE = Set.of("cpu", "memory");
    private static final Map<String, Function<PodReading, OptionalDouble>> VALUES = new TreeMap<>(Map.of(
            "cpu",
            PodReading::cpu,
            "memory",
            PodReading::memory,
            "notReady",
            pod -> OptionalDouble.of(pod.ready() ? 0 : 1),
            "restarts",
            pod -> OptionalDouble.of(pod.restarts())));

    private final PodReadings pods;

    /** A source over what a cluster knows. */
    public ClusterSource(PodReadings pods) {
        this.pods = pods;
    }

    @Override
    public Set<DataKind> kinds() {
        return EnumSet.of(DataKind.RARE_EVENTS, DataKind.GAUGE, DataKind.LIMIT);
    }

    @Override
    public History history(Metric metric, Scope baseline, Instant from, Instant to) {
        if (metric instanceof RareEvents events) {
            return new History(INTERVAL, List.of(), counted(events, baseline, from, to));
        }
        List<PodReading> read = read(metric, baseline);
        value(metric);
        return new History(INTERVAL, List.of(), new ArmCounts(read.size(), List.of()));
    }

    @Override
    public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
        return List.of();
    }

    @Override
    public Reading read(Metric metric, ReadRequest request) {
        if (metric instanceof PrometheusLimit limit) {
            return new Reading.Sampled(new LimitSample(request.to(), request.weight(), worst(limit, request.canary())));
        }
        Grid grid = Grid.from(request.from().plusMillis(1), request.interval());
        Instant start = request.from();
        Instant end = Instant.ofEpochMilli(grid.notAfter(request.to().toEpochMilli()));
        if (metric instanceof RareEvents events) {
            return new Reading.Counted(
                    !start.isBefore(end)
                            ? List.of()
                            : List.of(new Interval(
                                    start,
                                    end,
                                    request.weight(),
                                    counted(events, request.canary(), start, end),
                                    counted(events, request.baseline(), start, end),
                                    Set.of())));
        }
        Gauge gauge = gauge(metric);
        return new Reading.Compared(!start.isBefore(end) ? List.of() : List.of(sample(gauge, request, end)));
    }

    private static Gauge gauge(Metric metric) {
        if (metric instanceof Gauge gauge) {
            return gauge;
        }
        throw SourceException.lasting("source " + NAME + ": it has no " + DataKind.of(metric) + ", of which "
                + metric.name() + " is made; name another one in source");
    }

    /** Pod-seconds and events between two times; a pod counts from the end of its warm-up on. */
    private ArmCounts counted(RareEvents metric, Scope scope, Instant start, Instant end) {
        Predicate<End> counts = named(COUNTERS, metric.counter(), metric.name() + ".counter");
        double seconds = 0;
        double events = 0;
        for (PodReading pod : pods.of(scope.pods().keySet(), false)) {
            Instant since = later(later(start, pod.started()), scope.pods().get(pod.name()));
            seconds += Math.max(0, Duration.between(since, end).toMillis() / 1000.0);
            events += pod.ends().stream()
                    .filter(counts)
                    .filter(one -> one.at().isAfter(since) && !one.at().isAfter(end))
                    .count();
        }
        return new ArmCounts(seconds, List.of(events));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private GaugeSample sample(Gauge metric, ReadRequest request, Instant at) {
        DoubleSummaryStatistics canary = values(metric, request.canary());
        DoubleSummaryStatistics baseline = values(metric, request.baseline());
        boolean higher = metric.worse() == Worse.HIGHER;
        return new GaugeSample(
                at,
                request.weight(),
                figure(canary, DoubleSummaryStatistics::getAverage),
                figure(baseline, DoubleSummaryStatistics::getAverage),
                figure(canary, higher ? DoubleSummaryStatistics::getMax : DoubleSummaryStatistics::getMin));
    }

    private static OptionalDouble figure(
            DoubleSummaryStatistics values, Function<DoubleSummaryStatistics, Double> figure) {
        return values.getCount() == 0 ? OptionalDouble.empty() : OptionalDouble.of(figure.apply(values));
    }

    /** Of the shares of pods the mean, of all else the largest. */
    private OptionalDouble worst(PrometheusLimit metric, Scope scope) {
        DoubleSummaryStatistics values = values(metric, scope);
        return figure(
                values,
                metric.query().strip().equals("notReady")
                        ? DoubleSummaryStatistics::getAverage
                        : DoubleSummaryStatistics::getMax);
    }

    private DoubleSummaryStatistics values(Metric metric, Scope scope) {
        Function<PodReading, OptionalDouble> value = value(metric);
        return read(metric, scope).stream()
                .map(value)
                .flatMapToDouble(OptionalDouble::stream)
                .summaryStatistics();
    }

    private List<PodReading> read(Metric metric, Scope scope) {
        return pods.of(scope.pods().keySet(), USAGE.contains(query(metric)));
    }

    /** Whether a metric, read here, takes the cluster's metrics API. */
    public static boolean needsUsage(Metric metric) {
        return (metric instanceof Gauge || metric instanceof PrometheusLimit) && USAGE.contains(query(metric));
    }

    private static Function<PodReading, OptionalDouble> value(Metric metric) {
        return named(VALUES, query(metric), metric.name() + ".query");
    }

    private static String query(Metric metric) {
        String query = metric instanceof PrometheusLimit limit
                ? limit.query()
                : gauge(metric).query();
        return query.strip();
    }

    private static <T> T named(Map<String, T> known, String word, String where) {
        return Optional.ofNullable(known.get(word.strip()))
                .orElseThrow(() -> SourceException.lasting("source " + NAME + ", asked for " + where + " " + word
                        + ": it has no such thing; it has "
                        + known.keySet().stream()
                                .sorted(Comparator.naturalOrder())
                                .collect(Collectors.joining(", "))));
    }
}
