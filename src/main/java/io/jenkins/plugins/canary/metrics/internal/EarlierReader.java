package io.jenkins.plugins.canary.metrics.internal;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads what was there some time before, and moves it to the time that was asked for.
 *
 * @param shift how long before, in milliseconds; a multiple of the grid's step
 */
record EarlierReader(SeriesReader reader, long shift) implements SeriesReader {
    /** The nearest shift that leaves grid points on grid points, at least one step. */
    static long shift(long wanted, Grid grid) {
        return Math.max(1, Math.round(wanted / (double) grid.step())) * grid.step();
    }

    @Override
    public ArmSeries read(ArmQuery arm, Grid grid, long to) {
        ArmSeries then = reader.read(arm, new Grid(grid.step(), grid.first() - shift), to - shift);
        return new ArmSeries(
                then.series().stream().map(this::moved).toList(),
                then.badTimes().stream().map(time -> time + shift).collect(Collectors.toSet()),
                then.missing(),
                (process, time) -> then.restarts().restarted(process, time - shift),
                (counter, unit, until) -> then.births().absent(counter, unit, until - shift));
    }

    private CounterSeries moved(CounterSeries series) {
        return new CounterSeries(
                series.counter(),
                series.stratum(),
                series.target(),
                series.pod(),
                series.unit(),
                series.process(),
                series.countsFrom() == Long.MIN_VALUE ? Long.MIN_VALUE : series.countsFrom() + shift,
                Arrays.stream(series.times()).map(time -> time + shift).toArray(),
                series.values());
    }

    @Override
    public long piece(long series, long step) {
        return reader.piece(series, step);
    }
}
