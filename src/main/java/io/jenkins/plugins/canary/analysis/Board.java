package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The judges of all metrics of a release, in the order of the rules. Not thread-safe. */
final class Board {
    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();
    private final Map<String, LimitJudge> limits = new LinkedHashMap<>();
    private final boolean allRequired;
    private final Combination combination;

    /**
     * Throws {@link IllegalArgumentException} if a rule makes no sense or two have the same name.
     *
     * @param longest how long the release may be compared at most
     */
    Board(List<Rule> rules, Duration longest) {
        Set<String> names = new HashSet<>();
        boolean nothingElse = rules.stream().allMatch(Board::isOfMisfortunes);
        for (Rule rule : rules) {
            if (!names.add(rule.metric())) {
                throw new IllegalArgumentException("two rules for the metric " + rule.metric());
            }
            if (rule instanceof CountRule count) {
                boolean waitedFor = !isOfMisfortunes(count) || count.critical() || nothingElse;
                comparisons.put(count.metric(), new CountJudge(count, new Vigil(waitedFor ? longest : Duration.ZERO)));
            } else if (rule instanceof MeanRule mean) {
                comparisons.put(mean.metric(), new MeanJudge(mean));
            } else if (rule instanceof GaugeRule gauge) {
                comparisons.put(gauge.metric(), new GaugeJudge(gauge));
                hardLimit(gauge).ifPresent(limit -> limits.put(limit.metric(), new LimitJudge(limit)));
            } else if (rule instanceof LimitRule limit) {
                limits.put(limit.metric(), new LimitJudge(limit));
            }
        }
        allRequired = rules.stream().noneMatch(Rule::critical);
        combination = new Combination(comparisons.values());
    }

    private static boolean isOfMisfortunes(Rule rule) {
        return rule instanceof CountRule count && count.sense() == Sense.MISFORTUNE;
    }

    private static Optional<LimitRule> hardLimit(GaugeRule gauge) {
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble limit = gauge.hardLimit();
        return limit.isEmpty()
                ? Optional.empty()
                : Optional.of(new LimitRule(
                        gauge.metric(),
                        gauge.critical(),
                        gauge.worse() == Worse.LOWER ? limit : none,
                        gauge.worse() == Worse.HIGHER ? limit : none));
    }

    /** The judge of a gauge; {@link IllegalArgumentException} if there is none of that name. */
    GaugeJudge gauge(String metric) {
        return of(GaugeJudge.class, comparisons, metric, "gauge");
    }

    /** The judge of a limit, or of a gauge's hard limit, if there is one. */
    Optional<LimitJudge> limitOf(String metric) {
        return Optional.ofNullable(limits.get(metric));
    }

    /** The judge of a metric that is read in intervals; {@link IllegalArgumentException} if there is none of that name. */
    IntervalJudge intervals(String metric) {
        return of(IntervalJudge.class, comparisons, metric, "counting metric");
    }

    /** The judge of a limit; {@link IllegalArgumentException} if there is none of that name. */
    LimitJudge limit(String metric) {
        return of(LimitJudge.class, limits, metric, "limit");
    }

    private static <J> J of(Class<J> type, Map<String, ?> judges, String metric, String kind) {
        if (!type.isInstance(judges.get(metric))) {
            throw new IllegalArgumentException(
                    "no " + kind + " is called " + metric + "; there are " + new TreeSet<>(judges.keySet()));
        }
        return type.cast(judges.get(metric));
    }

    /** Whether the metric's past is compared with its present. */
    boolean hasPast(String metric) {
        return comparisons.get(metric) instanceof IntervalJudge || !known(metric);
    }

    private boolean known(String metric) {
        return comparisons.containsKey(metric) || limits.containsKey(metric);
    }

    /** When the metric's source answered, whatever its kind; {@link IllegalArgumentException} if there is none of that name. */
    Sightings sightings(String metric) {
        return comparisons.containsKey(metric)
                ? comparisons.get(metric).sightings()
                : limit(metric).sightings();
    }

    List<Comparison> comparisons() {
        return List.copyOf(comparisons.values());
    }

    /** The judge of a metric that is compared, if it is. */
    Optional<Comparison> comparison(String metric) {
        return Optional.ofNullable(comparisons.get(metric));
    }

    Collection<LimitJudge> limits() {
        return limits.values();
    }

    Combination combination() {
        return combination;
    }

    /** Whether PASS needs the metric: the critical ones, or all if none is critical. */
    boolean required(Rule rule) {
        return allRequired || rule.critical();
    }

    List<Comparison> requiredComparisons() {
        return comparisons.values().stream()
                .filter(judge -> required(judge.rule()))
                .toList();
    }

    List<LimitJudge> requiredLimits() {
        return limits.values().stream().filter(judge -> required(judge.rule())).toList();
    }

    /** The required metrics that count. */
    Stream<CountJudge> requiredCounts() {
        return requiredComparisons().stream()
                .filter(CountJudge.class::isInstance)
                .map(CountJudge.class::cast);
    }

    /** Whether all metrics that are compared were judged with what is known of their noise. */
    boolean calibrated() {
        return comparisons.values().stream().allMatch(Comparison::calibrated);
    }

    /** Since when the baseline has been worse than its own past, in any required metric. */
    Optional<Instant> unhealthySince() {
        return requiredCounts()
                .flatMap(judge ->
                        judge.unhealthyChannel().stream().flatMap(channel -> channel.health().since().stream()))
                .min(Instant::compareTo);
    }

    /** Whether it is known how the baseline was at that time, as far as it ever will be. */
    boolean healthKnownAt(Instant time) {
        return requiredCounts()
                .flatMap(judge -> judge.healthKnownUntil().stream())
                .noneMatch(until -> until.isBefore(time));
    }
}
