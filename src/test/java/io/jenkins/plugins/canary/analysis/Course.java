package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** A made-up release for tests: traffic, faults and weights in, intervals and judgements out. */
final class Course {
    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    static final Duration INTERVAL = Duration.ofSeconds(15);
    static final JudgeSettings SETTINGS = new JudgeSettings(
            0.05,
            0.05,
            Duration.ofMinutes(5),
            Duration.ofMinutes(60),
            Duration.ZERO,
            Duration.ZERO,
            Split.BY_PODS,
            Duration.ofMinutes(10));

    /** What a healthy baseline did in the hour before. */
    static final ArmCounts LAST_HOUR = ArmCounts.of(720_000, 3600);

    private final SplittableRandom random;
    private double rps = 200;
    private int weight = 5;
    private IntToDoubleFunction canary = minute -> 0.005;
    private IntToDoubleFunction baseline = minute -> 0.005;

    Course(long seed) {
        random = new SplittableRandom(seed);
    }

    Course requestsPerSecond(double value) {
        rps = value;
        return this;
    }

    Course weight(int percent) {
        weight = percent;
        return this;
    }

    /** Share of errors of the canary, by minute. */
    Course canary(IntToDoubleFunction share) {
        canary = share;
        return this;
    }

    /** Share of errors of the baseline, by minute. */
    Course baseline(IntToDoubleFunction share) {
        baseline = share;
        return this;
    }

    /** The interval with this number, from 0. */
    Interval interval(int number) {
        Instant start = at(number);
        int minute = (int) (INTERVAL.multipliedBy(number).toMinutes());
        double requests = rps * INTERVAL.toSeconds();
        return new Interval(
                start,
                start.plus(INTERVAL),
                weight,
                arm(requests * weight / 100, canary.applyAsDouble(minute)),
                arm(requests * (100 - weight) / 100, baseline.applyAsDouble(minute)),
                Set.of());
    }

    private ArmCounts arm(double expected, double share) {
        int total = poisson(expected);
        int events = 0;
        for (int i = 0; i < total; i++) {
            events += random.nextDouble() < share ? 1 : 0;
        }
        return ArmCounts.of(total, events);
    }

    private int poisson(double mean) {
        double spread = Math.sqrt(mean) * random.nextGaussian();
        return (int) Math.max(0, Math.round(mean + spread));
    }

    /** What became of a release. */
    record End(Judgement judgement, Duration after, double badRequests) {
        Verdict.Kind kind() {
            return judgement.verdict().kind();
        }
    }

    /** Lets a judge look after every interval until it has decided. */
    End judgedBy(Judge judge) {
        return judgedBy(judge, "errors");
    }

    /** The same for a metric of another name. */
    End judgedBy(Judge judge, String metric) {
        judge.weightSet(BEGIN, weight);
        double bad = 0;
        for (int i = 0; ; i++) {
            Interval interval = interval(i);
            judge.add(metric, interval);
            judge.answered(metric, interval.end());
            bad += interval.canary().events().get(0);
            Judgement judgement = judge.judge(interval.end());
            if (judgement.decided()) {
                return new End(judgement, Duration.between(BEGIN, interval.end()), bad);
            }
        }
    }

    /** Shows a judge some intervals, the last not included. */
    Course show(Judge judge, int from, int to) {
        judge.weightSet(BEGIN, weight);
        for (int i = from; i < to; i++) {
            judge.add("errors", interval(i));
        }
        judge.answered("errors", at(to));
        return this;
    }

    /** When the interval with this number begins. */
    static Instant at(int number) {
        return BEGIN.plus(INTERVAL.multipliedBy(number));
    }

    /** The ends of so many releases that differ by their seeds. */
    static List<End> many(int runs, LongFunction<End> run) {
        return LongStream.range(0, runs).mapToObj(run).toList();
    }

    /** Share of the ends with this verdict. */
    static double share(List<End> ends, Verdict.Kind kind) {
        return ends.stream().filter(end -> end.kind() == kind).count() / (double) ends.size();
    }

    /** A quantile of the canary's bad requests. */
    static double bad(List<End> ends, double quantile) {
        return quantile(ends, End::badRequests, quantile);
    }

    /** A quantile of the minutes until the end. */
    static double minutes(List<End> ends, double quantile) {
        return quantile(ends, end -> end.after().toSeconds() / 60.0, quantile);
    }

    private static double quantile(List<End> ends, ToDoubleFunction<End> figure, double quantile) {
        return ends.stream()
                .mapToDouble(figure)
                .sorted()
                .skip((long) (quantile * (ends.size() - 1)))
                .findFirst()
                .orElseThrow();
    }

    /** A rule for a metric "errors" with default settings. */
    static CountRule errors() {
        return errors(OptionalDouble.empty());
    }

    /** The same, with what is known of its dispersion. */
    static CountRule errors(OptionalDouble dispersion) {
        return new CountRule(
                "errors",
                true,
                1,
                OptionalDouble.empty(),
                1.5,
                List.of(new CountRule.Channel("errors", 1, dispersion)));
    }

    /** A judge of one error ratio, of which it is known that its requests are independent. */
    static Judge calibratedJudge() {
        return new Judge(List.of(errors(OptionalDouble.of(1))), SETTINGS);
    }

    /** A judge of one error ratio. */
    static Judge errorJudge() {
        return new Judge(List.of(errors()), SETTINGS);
    }
}
