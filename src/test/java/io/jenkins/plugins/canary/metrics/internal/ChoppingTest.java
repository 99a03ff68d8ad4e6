package io.jenkins.plugins.canary.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading on from the last interval, at whatever times, finds the same intervals as reading once at the end. */
class ChoppingTest {
    private static final long STEP = 15_000;
    private static final long LONG_AGO = 10_000_000_005_000L / STEP * STEP;
    private static final Tally.Channels ERRORS = new Tally.Channels(1, Tally.Events.COUNTED, 1);

    private final List<CounterSeries> canary = new ArrayList<>();
    private final List<CounterSeries> baseline = new ArrayList<>();

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyChoppingGivesTheSameIntervals(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int scrapes = 20 + random.nextInt(80);
        fill(canary, "c", 1 + random.nextInt(2), scrapes, random);
        fill(baseline, "b", 1 + random.nextInt(5), scrapes, random);
        long from = LONG_AGO + random.nextLong(5 * STEP);
        long to = LONG_AGO + (scrapes + 2) * STEP;

        List<Tally.CountedCut> chopped = new ArrayList<>();
        long since = from;
        for (long now = from; now < to; now = Math.min(to, now + 1 + random.nextLong(6 * STEP))) {
            List<Tally.CountedCut> more = read(since, now);
            chopped.addAll(more);
            since = more.isEmpty() ? since : more.get(more.size() - 1).cut().end();
        }
        chopped.addAll(read(since, to));

        assertThat(chopped).isEqualTo(read(from, to));
    }

    private List<Tally.CountedCut> read(long from, long to) {
        Grid grid = Grid.from(Instant.ofEpochMilli(from), Duration.ofMillis(STEP));
        return Tally.of(grid, ERRORS, List.of(seen(canary, grid, to), seen(baseline, grid, to)))
                .intervals();
    }

    /** What a query for this window would find, and what one for the hour before would. */
    private static ArmSeries seen(List<CounterSeries> all, Grid grid, long to) {
        List<CounterSeries> found = new ArrayList<>();
        for (CounterSeries one : all) {
            int[] within = IntStream.range(0, one.times().length)
                    .filter(i -> one.times()[i] > grid.needsSince() && one.times()[i] <= to)
                    .toArray();
            found.add(new CounterSeries(
                    one.counter(),
                    one.stratum(),
                    one.target(),
                    one.pod(),
                    one.unit(),
                    one.process(),
                    one.countsFrom(),
                    Arrays.stream(within).mapToLong(i -> one.times()[i]).toArray(),
                    Arrays.stream(within).mapToDouble(i -> one.values()[i]).toArray()));
        }
        ArmSeries.Births births = (counter, unit, until) -> all.stream()
                .filter(one -> one.counter() == counter && one.unit().equals(unit))
                .flatMapToLong(one -> Arrays.stream(one.times()))
                .noneMatch(time -> time > until - ArmSeries.Births.ABSENCE && time <= until);
        return new ArmSeries(found, Set.of(), Set.of(), ArmSeries.Restarts.ALWAYS, births);
    }

    /** Targets with phases of their own, births, missed scrapes, restarts, series that come back, deaths and outages. */
    private static void fill(List<CounterSeries> arm, String name, int targets, int scrapes, RandomGenerator random) {
        for (int target = 0; target < targets; target++) {
            long phase = 1 + random.nextLong(STEP);
            int born = random.nextInt(4) == 0 ? random.nextInt(scrapes) : -5;
            int died = random.nextInt(4) == 0 ? random.nextInt(scrapes) : scrapes;
            boolean[] missed = missed(scrapes + 5, random);
            long[] jitter = random.longs(scrapes + 5, 0, 200).toArray();
            long warm = random.nextBoolean() ? Long.MIN_VALUE : LONG_AGO + random.nextLong(scrapes * STEP);
            for (int series = 0; series < 3; series++) {
                int first = series == 0 ? born : Math.max(born, born + random.nextInt(scrapes / 2) - 5);
                int idleFrom = series > 0 && random.nextInt(3) == 0 ? random.nextInt(scrapes) : scrapes;
                int idleUntil = idleFrom + 1 + random.nextInt(20);
                List<Long> times = new ArrayList<>();
                List<Double> values = new ArrayList<>();
                double value = random.nextInt(5);
                for (int i = -5; i < scrapes; i++) {
                    value = random.nextInt(40) == 0 ? random.nextInt(9) : value + random.nextInt(series == 0 ? 40 : 4);
                    boolean idle = i >= idleFrom && i < idleUntil;
                    if (i >= first && i < died && !missed[i + 5] && !idle) {
                        times.add(LONG_AGO + phase + i * STEP + jitter[i + 5]);
                        values.add(value);
                    }
                    value = i < first && series > 0 ? 0 : value;
                }
                add(arm, name + target, series, warm, times, values);
            }
        }
    }

    private static boolean[] missed(int scrapes, RandomGenerator random) {
        boolean[] missed = new boolean[scrapes];
        for (int i = 0; i < scrapes; i++) {
            missed[i] = random.nextInt(20) == 0;
        }
        if (random.nextInt(3) == 0) {
            int start = random.nextInt(scrapes);
            Arrays.fill(missed, start, Math.min(scrapes, start + random.nextInt(12)), true);
        }
        return missed;
    }

    private static void add(
            List<CounterSeries> arm, String target, int series, long warm, List<Long> times, List<Double> values) {
        long[] at = times.stream().mapToLong(Long::longValue).toArray();
        double[] is = values.stream().mapToDouble(Double::doubleValue).toArray();
        String unit = target + " code " + series;
        arm.add(new CounterSeries(0, 0, target, "", unit, unit + " all", warm, at, is));
        if (series == 2) {
            arm.add(new CounterSeries(1, 0, target, "", unit, unit + " bad", warm, at, is));
        }
    }
}
