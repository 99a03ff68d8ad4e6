package io.jenkins.plugins.canary.metrics.internal;

import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the samples as they were scraped: exact, for as many series as can be sent at each round. */
record RawReader(PrometheusApi api) implements SeriesReader {
    private static final long SAMPLES = 200_000;
    private static final long SHORTEST = 20;
    private static final long LONGEST = 6 * 3_600_000L;

    @Override
    public ArmSeries read(ArmQuery arm, Grid grid, long to) {
        Collected collected = new Collected(arm);
        long seconds = (to - grid.needsSince() + 999) / 1000;
        for (int selector = 0; selector < arm.selectors().size(); selector++) {
            String query = arm.selectors().get(selector) + "[" + seconds + "s]";
            for (Answer.Series series : api.matrix(query, to)) {
                OptionalInt counter = arm.shape().counter(selector, series.labels());
                if (counter.isPresent()) {
                    add(collected, arm, counter.getAsInt(), series);
                }
            }
        }
        return collected.series(ArmSeries.Restarts.ALWAYS, new HourBefore(arm, this::seen));
    }

    private static void add(Collected collected, ArmQuery arm, int counter, Answer.Series series) {
        String unit = ArmQuery.unit(series.labels());
        // Buckets of one histogram start again together, even where one of them has already counted past its old value.
        String process = arm.shape().channels().events() == Tally.Events.THE_REST ? unit : unit + counter;
        collected.add(counter, series.labels(), unit, process, series.times(), series.values());
    }

    private Set<String> seen(String selector, long until) {
        String query = "count_over_time(" + selector + "[" + ArmSeries.Births.ABSENCE / 1000 + "s])";
        return api.vector(query, until).stream()
                .map(series -> ArmQuery.unit(series.labels()))
                .collect(Collectors.toSet());
    }

    @Override
    public long piece(long series, long step) {
        return Math.min(LONGEST, Math.max(SHORTEST, SAMPLES / Math.max(1, series)) * step);
    }
}
