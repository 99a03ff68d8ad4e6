package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks at the baseline before a release. Safe for use by several threads. */
public final class BaselineReader {
    private static final Duration RECENT = Duration.ofMinutes(10);

    /** Each second of twenty thousand series is much to go through; a minute holds enough scrapes of most of them. */
    private static final Duration CLOSELY = Duration.ofMinutes(1);

    private static final Duration LOOSELY = Duration.ofMinutes(5);
    private static final int ENOUGH = 4;

    /** Enough for the routes of most services, and few enough to keep the counts of each for a day. */
    private static final int MOST_STRATA = 20;

    private static final int MOST_VALUES = 1_000;
    private static final Duration USUAL_SCRAPE = Duration.ofSeconds(15);

    private final PrometheusApi api;
    private final IntervalReader intervals;

    /** A reader over an API. */
    public BaselineReader(PrometheusApi api, IntervalReader intervals) {
        this.api = api;
        this.intervals = intervals;
    }

    /** How often the counters of a metric with one channel are scraped, and what they did. */
    public History counts(Shape shape, Scope scope, Instant from, Instant to) {
        Recent recent = recent(shape, scope, then(scope, to));
        return new History(recent.interval, List.of(), sum(shape, scope, recent.interval, from, to));
    }

    /**
     * The same for a metric whose series are told apart by a label: those values of it with most requests are strata, and all
     * others together are one more.
     *
     * @param shape makes the shape for such values
     */
    public History strata(Function<List<String>, Shape> shape, Scope scope, Instant from, Instant to) {
        Shape whole = shape.apply(List.of());
        String label = whole.strata().label();
        List<String> values = values(whole, scope, label, then(scope, to));
        Recent recent = recent(whole, scope, then(scope, to));
        List<ArmCounts> sums = sums(shape.apply(values), scope, recent.interval, from, to);
        ArmCounts all = sums.stream().reduce(ArmCounts::plus).orElseThrow();
        List<String> chosen = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -sums.get(i).total()))
                .limit(MOST_STRATA)
                .map(values::get)
                .toList();
        List<String> remarks = values.size() <= MOST_STRATA
                ? List.of()
                : List.of(whole.mainField() + ": of " + values.size() + " values of " + label + ", the " + MOST_STRATA
                        + " with most requests are compared each by itself, and all others together; a label with fewer"
                        + " values, such as a route's pattern in the place of its path, would tell them apart");
        return new History(recent.interval, List.of(), all, chosen, remarks);
    }

    /** The values of a label that the series of all requests have; the counter beside them must have it too. */
    private List<String> values(Shape shape, Scope scope, String label, long to) {
        List<String> selectors = shape.selectors(scope);
        List<String> values = values(selectors.get(0), label, to);
        List<String> beside = values(selectors.get(1), label, to);
        if (values.stream().allMatch(String::isEmpty) && !values.isEmpty()
                || beside.stream().allMatch(String::isEmpty) && !beside.isEmpty()) {
            throw SourceException.lasting("source " + api.name() + ", asked for " + shape.mainField() + " "
                    + selectors.get(0) + ": its series, or those beside them, have no label " + label
                    + "; name one in by that both counters have");
        }
        if (values.size() > MOST_VALUES) {
            throw SourceException.lasting("source " + api.name() + ", asked for " + shape.mainField() + " "
                    + selectors.get(0) + ": its label " + label + " has " + values.size() + " values, over "
                    + MOST_VALUES
                    + "; name a label with fewer in by, such as a route's pattern in the place of its path");
        }
        return values;
    }

    private List<String> values(String selector, String label, long to) {
        return api.vector("count by (" + label + ") (" + selector + ")", to).stream()
                .map(series -> series.labels().getOrDefault(label, ""))
                .sorted()
                .toList();
    }

    /** How often a histogram is scraped, which of its edges to test, and what it did. */
    public History latency(Latency metric, Scope scope, Instant from, Instant to) {
        BucketShape shape = new BucketShape(api.name(), metric, List.of());
        Recent recent = recent(shape, scope, then(scope, to));
        List<Double> found = edges(shape, recent);
        if (!metric.edges().isEmpty()) {
            List<Double> named = shape.named(found);
            return new History(
                    recent.interval,
                    named,
                    sum(new BucketShape(api.name(), metric, named), scope, recent.interval, from, to));
        }
        ArmCounts all = sum(new BucketShape(api.name(), metric, found), scope, recent.interval, from, to);
        List<Double> chosen = Edges.choose(metric, found, all);
        List<Double> events = chosen.stream()
                .map(edge -> all.events().get(found.indexOf(edge)))
                .toList();
        return new History(recent.interval, chosen, new ArmCounts(all.total(), events));
    }

    /** When an arm is looked at for what is asked for at a time. */
    private static long then(Scope scope, Instant time) {
        return time.minus(scope.earlier()).toEpochMilli();
    }

    private ArmCounts sum(Shape shape, Scope scope, Duration interval, Instant from, Instant to) {
        return sums(shape, scope, interval, from, to).get(0);
    }

    /** What each stratum did. */
    private List<ArmCounts> sums(Shape shape, Scope scope, Duration interval, Instant from, Instant to) {
        ArmCounts nothing =
                new ArmCounts(0, Collections.nCopies(shape.channels().count(), 0.0));
        List<ArmCounts> sums =
                new ArrayList<>(Collections.nCopies(shape.channels().strata(), nothing));
        for (Tally.CountedCut cut : intervals.read(shape, List.of(scope), interval, from, to)) {
            List<ArmCounts> strata =
                    cut.strata().isEmpty() ? cut.arms() : cut.strata().get(0);
            for (int i = 0; i < sums.size(); i++) {
                sums.set(i, sums.get(i).plus(strata.get(i)));
            }
        }
        return sums;
    }

    private static List<Double> edges(BucketShape shape, Recent recent) {
        TreeSet<Double> edges = new TreeSet<>();
        recent.labels.forEach(labels -> edges.add(shape.edge(labels)));
        edges.remove(Double.POSITIVE_INFINITY);
        if (edges.isEmpty()) {
            throw shape.wrong("no bucket but le=\"+Inf\"", "a latency needs edges to be compared at");
        }
        return List.copyOf(edges);
    }

    /** What there is now: its labels, and how often it is scraped. */
    private Recent recent(Shape shape, Scope scope, long to) {
        Selection selection = Selection.of(api, ArmQuery.of(shape, scope), to);
        String selector = selection.arm().scraped().get(0);
        List<Answer.Series> series = intervals.readsEach(selection.series())
                ? api.matrix(selector + "[" + RECENT.toSeconds() + "s]", to)
                : scrapes(selector, to);
        if (series.isEmpty()) {
            throw SourceException.lasting("source " + api.name() + ", asked for " + shape.mainField() + " "
                    + shape.selectors(scope).get(0) + ": no series in the last " + RECENT.toMinutes()
                    + " minutes; check the metric's name and labels against the running version");
        }
        List<Map<String, String>> labels = selection.buckets().isEmpty()
                ? series.stream().map(Answer.Series::labels).toList()
                : selection.buckets();
        return new Recent(labels, interval(series));
    }

    /** The last scrapes of each process; a longer time is looked at, less closely, only if the shorter one holds too few. */
    private List<Answer.Series> scrapes(String selector, long to) {
        List<Answer.Series> close = scrapes(selector, to, CLOSELY, 1);
        return close.stream().allMatch(one -> times(one).size() >= ENOUGH) ? close : scrapes(selector, to, LOOSELY, 5);
    }

    private List<Answer.Series> scrapes(String selector, long to, Duration length, int seconds) {
        return api.range(GridReader.scrapes(selector), to - length.toMillis(), to, seconds * 1000L).stream()
                .map(BaselineReader::atItsScrapes)
                .toList();
    }

    private static Answer.Series atItsScrapes(Answer.Series seconds) {
        long[] times = Arrays.stream(seconds.values())
                .mapToLong(value -> Math.round(value * 1000))
                .toArray();
        return new Answer.Series(seconds.labels(), times, seconds.values());
    }

    /** The median, so that a missed scrape does not count. */
    private static long usualGap(TreeSet<Long> times) {
        List<Long> gaps = new ArrayList<>();
        Long before = null;
        for (Long time : times) {
            if (before != null) {
                gaps.add(time - before);
            }
            before = time;
        }
        gaps.sort(null);
        return gaps.isEmpty() ? 0 : gaps.get(gaps.size() / 2);
    }

    private static TreeSet<Long> times(Answer.Series series) {
        return Arrays.stream(series.times()).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The longest time between two scrapes of a target. Series are looked at one by one: some exporters, such as cAdvisor, say of each
     * container when they measured it, and all of them together would look like more scrapes than there were.
     */
    private static Duration interval(List<Answer.Series> series) {
        Map<String, Long> ofTargets = new HashMap<>();
        for (Answer.Series one : series) {
            long gap = usualGap(times(one));
            if (gap > 0) {
                ofTargets.merge(ArmQuery.target(one.labels()), gap, Math::min);
            }
        }
        long longest = ofTargets.values().stream().max(Long::compare).orElse(0L);
        return longest == 0 ? USUAL_SCRAPE : Duration.ofSeconds(Math.max(1, Math.round(longest / 1000.0)));
    }

    /** What was found in the last minutes. */
    private record Recent(List<Map<String, String>> labels, Duration interval) {}
}
