package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Stratum;
import io.jenkins.plugins.canary.metrics.internal.BaselineReader;
import io.jenkins.plugins.canary.metrics.internal.Examiner;
import io.jenkins.plugins.canary.metrics.internal.Expansion;
import io.jenkins.plugins.canary.metrics.internal.GaugeReader;
import io.jenkins.plugins.canary.metrics.internal.IntervalReader;
import io.jenkins.plugins.canary.metrics.internal.LimitReader;
import io.jenkins.plugins.canary.metrics.internal.PrometheusApi;
import io.jenkins.plugins.canary.metrics.internal.Shape;
import io.jenkins.plugins.canary.metrics.internal.Shapes;
import io.jenkins.plugins.canary.metrics.internal.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import okhttp3.OkHttpClient;

/**
 * Numbers from Prometheus, or from anything that speaks its HTTP API (Thanos, Mimir, VictoriaMetrics). Safe for use by several
 * threads; keeps nothing between calls.
 *
 * <p>All queries are POST forms to {@code <base>/api/v1/query} and {@code query_range}. SEL is a selector of the metric, its
 * placeholders expanded. A reading that was asked for at {@code to} sends, for each arm,
 *
 * <ul>
 *   <li>{@code count(SEL)} at {@code to}, for the counter of all requests: up to 2,000 series are read one by one; for a histogram
 *       {@code count by (le) (SEL)}: of its buckets only those that are judged are read from here on, as
 *       <code>SEL{le=~"0[.]1|0[.]5|[+]Inf"}</code>;
 *   <li>{@code SEL[85s]} at {@code to}, for each counter: the samples as they were scraped since the last boundary and three
 *       intervals before it; for example
 *       <code>http_requests_total{namespace="shop",pod=~"checkout-canary-abc|checkout-canary-def"}[85s]</code>;
 *   <li>{@code count_over_time(SEL[3600s])} at a boundary, only if a series is new on a target that was scraped before.
 * </ul>
 *
 * <p>With more series, these take the place of the last two, as {@code query_range} on the grid of boundaries:
 *
 * <ul>
 *   <li>{@code max by (job, instance, pod) (timestamp(SEL))}, of a histogram's last bucket alone;
 *   <li>{@code sum by (job, instance, pod, le) (SEL)};
 *   <li>{@code sum by (job, instance, pod) (resets(SEL[120s]))}, only if a sum fell: a restart, or a series that vanished;
 *   <li>{@code count by (job, instance, pod, le) (count_over_time(SEL[3600s]))}, an instant query, only for what is new.
 * </ul>
 *
 * <p>Where the metric is stratified by a label, that label is one more in the sums and counts, and {@link #history} asks
 * {@code count by (route) (SEL)} of both counters for its values.
 *
 * <p>{@link #history} also asks for {@code SEL[600s]} (with more series: {@code max by (job, instance, pod)
 * (timestamp(SEL))} for each second of a minute, and if that holds few scrapes for every fifth of five minutes). A plain limit sends the user's query as
 * it is, at {@code to}; a gauge sends it as {@code query_range} for each arm, with one point per interval.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus HTTP API</a>
 */
public final class PrometheusSource implements MetricSource {
    private static final long SERIES_LIMIT = 2_000;
    private static final Duration LIMIT_INTERVAL = Duration.ofSeconds(15);

    private final String name;
    private final PrometheusApi api;
    private final IntervalReader intervals;
    private final BaselineReader baselines;
    private final LimitReader limits;
    private final GaugeReader gauges;
    private final PrometheusQuestions questions;

    /** A source with connections of its own. */
    public PrometheusSource(PrometheusAccess access) {
        this(access, new OkHttpClient());
    }

    /** A source on the connections of a client (its certificates, its proxy). */
    public PrometheusSource(PrometheusAccess access, OkHttpClient client) {
        this(access, client, SERIES_LIMIT);
    }

    /**
     * The same with another limit.
     *
     * @param seriesLimit up to how many series of one counter and arm are read one by one
     */
    public PrometheusSource(PrometheusAccess access, OkHttpClient client, long seriesLimit) {
        api = new PrometheusApi(access, client);
        name = access.name();
        intervals = new IntervalReader(api, seriesLimit);
        baselines = new BaselineReader(api, intervals);
        limits = new LimitReader(api);
        gauges = new GaugeReader(api);
        questions = new PrometheusQuestions(access.base());
    }

    /** Asks how late it is there. */
    public ServerTime serverTime() {
        return api.serverTime();
    }

    @Override
    public Set<DataKind> kinds() {
        return DataKind.ofSeries();
    }

    /**
     * {@inheritDoc}
     *
     * <p>For a plain limit, whose canary is not there yet, the query is tried on the baseline and its answer is not kept.
     *
     * @throws SourceException also (lasting) if the baseline has no series at all, or none of the edges that were named
     */
    @Override
    public History history(Metric metric, Scope baseline, Instant from, Instant to) {
        if (metric instanceof Latency latency) {
            return baselines.latency(latency, baseline, from, to);
        }
        if (metric instanceof PrometheusLimit limit) {
            value(limit, baseline, to);
            return new History(LIMIT_INTERVAL, List.of(), new ArmCounts(0, List.of()));
        }
        if (metric instanceof Gauge gauge) {
            double values = gauges.isThere(gauge, baseline, to) ? 1 : 0;
            return new History(LIMIT_INTERVAL, List.of(), new ArmCounts(values, List.of()));
        }
        Shape shape = Shapes.of(name, metric, List.of(), List.of());
        return shape.strata().label().isEmpty()
                ? baselines.counts(shape, baseline, from, to)
                : baselines.strata(values -> Shapes.of(name, metric, List.of(), values), baseline, from, to);
    }

    @Override
    public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
        return metric instanceof PrometheusLimit || metric instanceof Mean || metric instanceof Gauge
                ? List.of()
                : intervals.past(
                        Shapes.of(name, metric, known.edges(), known.strata()), baseline, known.interval(), from, to);
    }

    @Override
    public List<Question> questions(Metric metric, ReadRequest request) {
        return questions.of(metric, request);
    }

    @Override
    public Reading read(Metric metric, ReadRequest request) {
        if (metric instanceof PrometheusLimit limit) {
            OptionalDouble value = value(limit, request.canary(), request.to());
            return new Reading.Sampled(new LimitSample(request.to(), request.weight(), value));
        }
        if (metric instanceof Gauge gauge) {
            return new Reading.Compared(gauges.read(gauge, request));
        }
        Shape shape = Shapes.of(name, metric, request.edges(), request.strata());
        List<Scope> arms = List.of(request.canary(), request.baseline());
        return new Reading.Counted(
                intervals.read(shape, arms, request.interval(), request.from(), request.to()).stream()
                        .map(cut -> interval(cut, request.weight()))
                        .toList());
    }

    @Override
    public List<Finding> examine(Metric metric, Scope canary, Scope baseline, Instant now) {
        return new Examiner(api).of(metric, canary, baseline, now);
    }

    private OptionalDouble value(PrometheusLimit limit, Scope scope, Instant at) {
        return limits.value(Expansion.of(limit.query(), scope, limit.name() + ".query"), at);
    }

    private static Interval interval(Tally.CountedCut cut, int weight) {
        List<Stratum> strata = new ArrayList<>();
        if (!cut.strata().isEmpty()) {
            for (int i = 0; i < cut.strata().get(0).size(); i++) {
                strata.add(new Stratum(
                        cut.strata().get(0).get(i), cut.strata().get(1).get(i)));
            }
        }
        return new Interval(
                Instant.ofEpochMilli(cut.cut().start()),
                Instant.ofEpochMilli(cut.cut().end()),
                weight,
                cut.arms().get(0),
                cut.arms().get(1),
                cut.flags(),
                strata);
    }
}
