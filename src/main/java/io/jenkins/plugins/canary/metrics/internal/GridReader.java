package io.jenkins.plugins.canary.metrics.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads sums over the series of each process at the grid points, for arms with more series than can be sent at each round.
 * The times of the scrapes are asked for too, so that both ways of reading find the same boundaries.
 */
record GridReader(PrometheusApi api) implements SeriesReader {
    private static final String BY_PROCESS = " by (job, instance, pod) (";
    private static final long POINTS = 5_000;
    private static final long FEWEST = 20;

    /** A server goes through this many in a few seconds. */
    private static final long SAMPLES = 5_000_000;

    private static final long LONGEST = 6 * 3_600_000L;

    @Override
    public ArmSeries read(ArmQuery arm, Grid grid, long to) {
        Collected collected = new Collected(arm);
        long end = grid.notAfter(to);
        for (int selector = 0; selector < arm.selectors().size() && end > grid.first(); selector++) {
            read(collected, arm, selector, grid, end);
        }
        return collected.series(
                new AskedRestarts(arm, grid, end),
                new HourBefore(arm, (selector, until) -> seen(arm, selector, until)));
    }

    /** The query for the last scrape of each process, in seconds since the epoch. */
    static String scrapes(String selector) {
        return "max" + BY_PROCESS + "timestamp(" + selector + "))";
    }

    private void read(Collected collected, ArmQuery arm, int selector, Grid grid, long end) {
        String of = arm.selectors().get(selector);
        Map<String, Map<Long, Long>> scrapes = new HashMap<>();
        for (Answer.Series series : range(scrapes(arm.scraped().get(selector)), grid, end)) {
            Map<Long, Long> ofProcess = new HashMap<>();
            for (int i = 0; i < series.times().length; i++) {
                ofProcess.put(series.times()[i], Math.round(series.values()[i] * 1000));
            }
            scrapes.put(ArmQuery.process(series.labels()), ofProcess);
        }
        for (Answer.Series series : range("sum" + arm.sumsBy() + of + ")", grid, end)) {
            OptionalInt counter = arm.shape().counter(selector, series.labels());
            String process = ArmQuery.process(series.labels());
            if (counter.isPresent() && scrapes.containsKey(process)) {
                Answer.Series scraped = atScrapes(series, scrapes.get(process));
                collected.add(
                        counter.getAsInt(),
                        series.labels(),
                        arm.unitOfSum(series.labels()),
                        process,
                        scraped.times(),
                        scraped.values());
            }
        }
    }

    private Iterable<Answer.Series> range(String query, Grid grid, long end) {
        return api.range(query, grid.needsSince(), end, grid.step());
    }

    /** Moves values from the grid points to the scrapes that they come from; a point without a new scrape says nothing. */
    private static Answer.Series atScrapes(Answer.Series series, Map<Long, Long> scrapes) {
        int kept = 0;
        long[] times = new long[series.times().length];
        double[] values = new double[series.times().length];
        for (int i = 0; i < series.times().length; i++) {
            Long scrape = scrapes.get(series.times()[i]);
            if (scrape != null && (kept == 0 || scrape > times[kept - 1])) {
                times[kept] = scrape;
                values[kept++] = series.values()[i];
            }
        }
        return new Answer.Series(series.labels(), Arrays.copyOf(times, kept), Arrays.copyOf(values, kept));
    }

    private Set<String> seen(ArmQuery arm, String selector, long until) {
        String query =
                "count" + arm.sumsBy() + "count_over_time(" + selector + "[" + ArmSeries.Births.ABSENCE / 1000 + "s]))";
        return api.vector(query, until).stream()
                .map(series -> arm.unitOfSum(series.labels()))
                .collect(Collectors.toSet());
    }

    @Override
    public long piece(long series, long step) {
        return Math.min(LONGEST, Math.min(POINTS, Math.max(FEWEST, SAMPLES / Math.max(1, series))) * step);
    }

    /** Asks once, when something has fallen, which processes started again. */
    private final class AskedRestarts implements ArmSeries.Restarts {
        /** Reaches over missed scrapes to the last sample before a restart. */
        private static final int STEPS = 8;

        private final ArmQuery arm;
        private final Grid grid;
        private final long end;
        private Map<String, Set<Long>> known;

        AskedRestarts(ArmQuery arm, Grid grid, long end) {
            this.arm = arm;
            this.grid = grid;
            this.end = end;
        }

        @Override
        public boolean restarted(String process, long time) {
            if (known == null) {
                known = new HashMap<>();
                arm.selectors().forEach(this::ask);
            }
            long point = grid.notAfter(time) == time ? time : grid.notAfter(time) + grid.step();
            return known.getOrDefault(process, Set.of()).contains(point);
        }

        private void ask(String selector) {
            long seconds = (grid.step() * STEPS + 999) / 1000;
            String query = "sum" + BY_PROCESS + "resets(" + selector + "[" + seconds + "s]))";
            for (Answer.Series series : range(query, grid, end)) {
                Set<Long> ofProcess =
                        known.computeIfAbsent(ArmQuery.process(series.labels()), process -> new HashSet<>());
                for (int i = 0; i < series.times().length; i++) {
                    if (series.values()[i] > 0) {
                        ofProcess.add(series.times()[i]);
                    }
                }
            }
        }
    }
}
