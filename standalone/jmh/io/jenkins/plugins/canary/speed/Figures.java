package io.jenkins.plugins.canary.speed;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.CountRule;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up figures of a healthy release: 200 requests per second, 5 % of them to the canary, 0.5 % errors. */
final class Figures {
    static final int METRICS = 50;

    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final ArmCounts LAST_HOUR = ArmCounts.of(720_000, 3600);

    /** Round by round, as they come and as a journal has them, so that neighbours in time are neighbours in memory. */
    private final List<List<Interval>> rounds = new ArrayList<>();

    /** So many intervals of each metric. */
    Figures(int length) {
        this(0, length);
    }

    /** So many intervals of each metric, from one number on. */
    Figures(int from, int length) {
        List<SplittableRandom> randoms =
                IntStream.range(0, METRICS).mapToObj(SplittableRandom::new).toList();
        for (int i = from; i < from + length; i++) {
            Instant start = BEGIN.plus(INTERVAL.multipliedBy(i));
            rounds.add(randoms.stream().map(random -> interval(start, random)).toList());
        }
    }

    private static Interval interval(Instant start, SplittableRandom random) {
        return new Interval(start, start.plus(INTERVAL), 5, arm(random, 150), arm(random, 2850), Set.of());
    }

    private static ArmCounts arm(SplittableRandom random, int requests) {
        int total = requests - 10 + random.nextInt(21);
        return ArmCounts.of(total, random.doubles(total).filter(x -> x < 0.005).count());
    }

    /** A judge of all metrics who has seen nothing. */
    static Judge judge() {
        List<Rule> rules = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            rules.add(new CountRule(
                    name(metric),
                    true,
                    1,
                    OptionalDouble.of(1.1),
                    1.5,
                    List.of(new CountRule.Channel("errors", 1, OptionalDouble.of(1.05)))));
        }
        Judge judge = new Judge(
                rules,
                new JudgeSettings(
                        0.05,
                        0.05,
                        Duration.ofMinutes(5),
                        Duration.ofHours(48),
                        Duration.ZERO,
                        Duration.ZERO,
                        Split.BY_WEIGHT,
                        Duration.ofMinutes(10)));
        judge.weightSet(BEGIN, 5);
        for (int metric = 0; metric < METRICS; metric++) {
            judge.history(name(metric), LAST_HOUR);
        }
        return judge;
    }

    /** Shows a judge the intervals from one number to another, metric by metric in each round. */
    void show(Judge judge, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int metric = 0; metric < METRICS; metric++) {
                judge.add(name(metric), rounds.get(i).get(metric));
            }
        }
    }

    /** Writes the intervals with this number into a journal. */
    void note(Journal journal, int number) {
        for (int metric = 0; metric < METRICS; metric++) {
            journal.append(new Entry.Counted(name(metric), rounds.get(number).get(metric)));
        }
    }

    /** The end of the interval with this number. */
    static Instant endOf(int number) {
        return BEGIN.plus(INTERVAL.multipliedBy(number + 1L));
    }

    private static final String[] NAMES = new String[METRICS];

    static {
        for (int i = 0; i < METRICS; i++) {
            NAMES[i] = "metric-" + i;
        }
    }

    private static String name(int metric) {
        return NAMES[metric];
    }
}
