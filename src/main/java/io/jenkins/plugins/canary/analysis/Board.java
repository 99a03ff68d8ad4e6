package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The judges of all metrics of a release, in the order of the rules. Not thread-safe. */
final class Board {
    private final Map<String, CountJudge> counts = new LinkedHashMap<>();
    private final Map<String, LimitJudge> limits = new LinkedHashMap<>();
    private final boolean allRequired;
    private final Combination combination;

    /** Throws {@link IllegalArgumentException} if a rule makes no sense or two have the same name. */
    Board(List<Rule> rules) {
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.metric())) {
                throw new IllegalArgumentException("two rules for the metric " + rule.metric());
            }
            if (rule instanceof CountRule count) {
                counts.put(count.metric(), new CountJudge(count));
            } else if (rule instanceof LimitRule limit) {
                limits.put(limit.metric(), new LimitJudge(limit));
            }
        }
        allRequired = rules.stream().noneMatch(Rule::critical);
        combination = new Combination(counts.values());
    }

    /** The judge of a metric that counts; {@link IllegalArgumentException} if there is none of that name. */
    CountJudge count(String metric) {
        return known(counts, metric, "counting metric");
    }

    /** The judge of a limit; {@link IllegalArgumentException} if there is none of that name. */
    LimitJudge limit(String metric) {
        return known(limits, metric, "limit");
    }

    private static <J> J known(Map<String, J> judges, String metric, String kind) {
        J judge = judges.get(metric);
        if (judge == null) {
            throw new IllegalArgumentException(
                    "no " + kind + " is called " + metric + "; there are " + new TreeSet<>(judges.keySet()));
        }
        return judge;
    }

    /** Whether the metric is a plain limit. */
    boolean isLimit(String metric) {
        return limits.containsKey(metric);
    }

    /** When the metric's source answered, whatever its kind; {@link IllegalArgumentException} if there is none of that name. */
    Sightings sightings(String metric) {
        return limits.containsKey(metric)
                ? limits.get(metric).sightings()
                : count(metric).sightings();
    }

    List<CountJudge> counts() {
        return List.copyOf(counts.values());
    }

    List<LimitJudge> limits() {
        return List.copyOf(limits.values());
    }

    Combination combination() {
        return combination;
    }

    /** Whether PASS needs the metric: the critical ones, or all if none is critical. */
    boolean required(Rule rule) {
        return allRequired || rule.critical();
    }

    List<CountJudge> requiredCounts() {
        return counts.values().stream().filter(judge -> required(judge.rule())).toList();
    }

    List<LimitJudge> requiredLimits() {
        return limits.values().stream().filter(judge -> required(judge.rule())).toList();
    }

    /** Whether all metrics that count were judged with what is known of their noise. */
    boolean calibrated() {
        return counts.values().stream().allMatch(CountJudge::calibrated);
    }

    /** Since when the baseline has been worse than its own past, in any required metric. */
    Optional<Instant> unhealthySince() {
        return requiredCounts().stream()
                .flatMap(judge -> judge.unhealthyChannel().stream()
                        .flatMap(channel -> judge.channels().get(channel).health().since().stream()))
                .min(Instant::compareTo);
    }

    /** Whether it is known how the baseline was at that time, as far as it ever will be. */
    boolean healthKnownAt(Instant time) {
        return requiredCounts().stream()
                .flatMap(judge -> judge.healthKnownUntil().stream())
                .noneMatch(until -> until.isBefore(time));
    }
}
