package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Runs the judge over a past in which nothing was released: each part of the baseline takes the canary's place in turn, in
 * windows as long as a release. Whatever fails is a false alarm (A/A test, methods 2). Pure.
 */
public final class Replay {
    /** Of each of two one-sided limits: 95 % together (Clopper and Pearson 1934). */
    private static final double CONFIDENCE = 0.975;

    /** Halvings of the range of shares until it is as small as a double's rounding. */
    private static final int HALVINGS = 60;

    private final List<Rule> rules;
    private final JudgeSettings settings;
    private final Map<String, List<PastInterval>> past;

    /**
     * A replay.
     *
     * @param past of each metric that counts, by its name, with the same parts for all
     */
    public Replay(List<Rule> rules, JudgeSettings settings, Map<String, List<PastInterval>> past) {
        this.rules =
                rules.stream().filter(rule -> past.containsKey(rule.metric())).toList();
        // Parts are pods: their share is not a weight.
        this.settings = new JudgeSettings(
                settings.alpha(),
                settings.beta(),
                settings.minDuration(),
                settings.maxDuration(),
                settings.extension(),
                settings.warmUp(),
                Split.BY_PODS,
                settings.sourceDownAfter());
        this.past = past;
    }

    /**
     * What would have come of so many releases.
     *
     * @param releases how many windows, each with one part as the canary
     * @param failed false alarms, at any time in their windows
     * @param passed rightly promoted at the end of theirs
     */
    public record Outcome(int releases, int failed, int passed) {
        /** Share of releases that failed. */
        public double falseAlarms() {
            return releases > 0 ? failed / (double) releases : 0;
        }

        /**
         * Upper limit of the rate of false alarms that this allows, 97.5 % sure (C. Clopper and E. Pearson, Biometrika 26,
         * 1934); 1 without releases.
         */
        public double atMost() {
            if (failed >= releases) {
                return 1;
            }
            double low = 0;
            double high = 1;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                if (RegularizedBeta.value(middle, failed + 1.0, releases - failed) < CONFIDENCE) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }
    }

    /** Replays all whole windows of that length. */
    public Outcome windows(Duration length) {
        int parts = past.values().stream()
                .flatMap(List::stream)
                .mapToInt(interval -> interval.parts().size())
                .max()
                .orElse(0);
        Instant begin = past.values().stream()
                .flatMap(List::stream)
                .map(PastInterval::start)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Instant end = past.values().stream()
                .flatMap(List::stream)
                .map(PastInterval::end)
                .max(Comparator.naturalOrder())
                .orElse(begin);
        int releases = 0;
        int failed = 0;
        int passed = 0;
        for (Instant from = begin; parts > 1 && !from.plus(length).isAfter(end); from = from.plus(length)) {
            for (int part = 0; part < parts; part++) {
                Verdict.Kind kind = release(part, from, from.plus(length));
                releases++;
                failed += kind == Verdict.Kind.FAIL ? 1 : 0;
                passed += kind == Verdict.Kind.PASS ? 1 : 0;
            }
        }
        return new Outcome(releases, failed, passed);
    }

    private record Shown(String metric, PastInterval interval) {}

    private Verdict.Kind release(int part, Instant from, Instant to) {
        Judge judge = new Judge(rules, settings);
        judge.weightSet(from, 1);
        List<Shown> shown = new ArrayList<>();
        past.forEach((metric, intervals) -> intervals.stream()
                .filter(interval ->
                        !interval.start().isBefore(from) && !interval.end().isAfter(to))
                .forEach(interval -> shown.add(new Shown(metric, interval))));
        shown.sort(Comparator.comparing(one -> one.interval().end()));
        for (Shown one : shown) {
            judge.add(one.metric(), asRelease(one.interval(), part));
            Judgement judgement = judge.judge(one.interval().end());
            if (judgement.verdict().kind() == Verdict.Kind.FAIL
                    || judgement.verdict().kind() == Verdict.Kind.PASS) {
                return judgement.verdict().kind();
            }
        }
        return Verdict.Kind.INCONCLUSIVE;
    }

    private static Interval asRelease(PastInterval interval, int part) {
        List<ArmCounts> parts = interval.parts();
        return new Interval(
                interval.start(),
                interval.end(),
                1,
                parts.get(part),
                sum(others(parts, part)),
                Set.of(),
                strata(interval.strata(), part));
    }

    private static List<Stratum> strata(List<List<ArmCounts>> ofParts, int part) {
        if (ofParts.isEmpty()) {
            return List.of();
        }
        List<List<ArmCounts>> others = others(ofParts, part);
        return IntStream.range(0, ofParts.get(part).size())
                .mapToObj(stratum -> new Stratum(
                        ofParts.get(part).get(stratum),
                        sum(others.stream().map(other -> other.get(stratum)).toList())))
                .toList();
    }

    private static <T> List<T> others(List<T> parts, int part) {
        return IntStream.range(0, parts.size())
                .filter(other -> other != part)
                .mapToObj(parts::get)
                .toList();
    }

    private static ArmCounts sum(List<ArmCounts> arms) {
        double total = 0;
        double[] events = new double[arms.get(0).events().size()];
        for (ArmCounts arm : arms) {
            total += arm.total();
            for (int i = 0; i < events.length; i++) {
                events[i] += arm.events().get(i);
            }
        }
        return new ArmCounts(
                total,
                IntStream.range(0, events.length).mapToObj(i -> events[i]).toList());
    }
}
