package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.metrics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the intervals that have closed: chooses how to read, asks for no more than is needed, and in pieces where much has to
 * be caught up on. Safe for use by several threads.
 */
public final class IntervalReader {
    private static final long STALE = Duration.ofMinutes(5).toMillis();

    /** With more samples than these, a past is read as sums per instance. */
    private static final long PAST_SAMPLES = 1_000_000;

    private final PrometheusApi api;
    private final long seriesLimit;

    /**
     * @param seriesLimit up to how many series of one counter and arm are read one by one
     */
    public IntervalReader(PrometheusApi api, long seriesLimit) {
        this.api = api;
        this.seriesLimit = seriesLimit;
    }

    /**
     * Reads what has closed since a time, counted for each of the arms.
     *
     * @throws io.jenkins.plugins.canary.metrics.SourceException (passing) if the newest sample is more than five minutes old: what
     *     is known is not about now
     */
    public List<Tally.CountedCut> read(Shape shape, List<Scope> scopes, Duration interval, Instant from, Instant to) {
        long now = to.toEpochMilli();
        Grid grid = Grid.from(from, interval);
        if (grid.first() >= now) {
            return List.of();
        }
        List<Selection> selections =
                scopes.stream().map(scope -> select(shape, scope, now)).toList();
        List<ArmQuery> arms = selections.stream().map(Selection::arm).toList();
        long series = selections.stream().mapToLong(Selection::series).max().orElse(0);
        SeriesReader reader = readerFor(series);
        return inPieces(
                arms.get(0),
                grid,
                now,
                reader.piece(series, grid.step()),
                (part, until) -> Tally.of(part, shape.channels(), read(reader, arms, part, until)));
    }

    /**
     * Reads the arms; of one at an earlier time no more than what has come of the others, to the next grid point: what seems to be
     * ahead of them makes them seem silent.
     */
    private static List<ArmSeries> read(SeriesReader reader, List<ArmQuery> arms, Grid grid, long to) {
        List<ArmSeries> read = new ArrayList<>();
        long newest = grid.first();
        for (ArmQuery arm : arms) {
            boolean now = arm.scope().earlier().isZero();
            long until = now || read.isEmpty() ? to : Math.min(to, grid.notBefore(newest));
            SeriesReader ofArm = now ? reader : earlier(reader, arm, grid);
            ArmSeries series = ofArm.read(arm, grid, until);
            newest = Math.max(newest, series.newest());
            read.add(series);
        }
        return read;
    }

    private static SeriesReader earlier(SeriesReader reader, ArmQuery arm, Grid grid) {
        return new EarlierReader(
                reader, EarlierReader.shift(arm.scope().earlier().toMillis(), grid));
    }

    /**
     * Reads what each pod of an arm did, all on the same intervals. Of many pods the oldest are told apart, and the others are
     * one part. Of an arm at an earlier time, the oldest pod is one part, and all pods at the earlier time are the other: that is
     * how a canary will be compared with it.
     */
    public List<PastInterval> past(Shape shape, Scope scope, Duration interval, Instant from, Instant to) {
        long now = to.toEpochMilli();
        Grid grid = Grid.from(from, interval);
        if (grid.first() >= now) {
            return List.of();
        }
        Selection selection = Selection.of(api, ArmQuery.of(shape, scope), now);
        ArmQuery arm = selection.arm();
        Pods pods = Pods.of(scope);
        long series = selection.series();
        boolean each = readsEach(series) && series * ((now - grid.first()) / grid.step()) <= PAST_SAMPLES;
        SeriesReader reader = each ? new RawReader(api) : new GridReader(api);
        return inPieces(arm, grid, now, reader.piece(series, grid.step()), (part, until) -> {
                    List<ArmSeries> parts = pods.apart(reader.read(arm, part, until));
                    if (!scope.earlier().isZero()) {
                        ArmSeries before = earlier(reader, arm, part).read(arm, part, until);
                        parts = Stream.concat(parts.stream().limit(1), Stream.of(before))
                                .toList();
                    }
                    return Tally.together(part, shape.channels(), parts);
                })
                .stream()
                .map(cut -> new PastInterval(
                        Instant.ofEpochMilli(cut.cut().start()),
                        Instant.ofEpochMilli(cut.cut().end()),
                        cut.arms(),
                        cut.strata()))
                .toList();
    }

    private Selection select(Shape shape, Scope scope, long now) {
        return Selection.of(
                api, ArmQuery.of(shape, scope), now - scope.earlier().toMillis());
    }

    private void refuseOld(ArmQuery arm, long newest, long to) {
        if (newest != Long.MIN_VALUE && newest < to - STALE) {
            throw api.old(arm.selectors().get(0), Duration.ofMillis(to - newest));
        }
    }

    /** Whether so many series are read one by one. */
    boolean readsEach(long series) {
        return series <= seriesLimit;
    }

    private SeriesReader readerFor(long series) {
        return readsEach(series) ? new RawReader(api) : new GridReader(api);
    }

    private interface Piece {
        Tally.Counted read(Grid grid, long until);
    }

    private List<Tally.CountedCut> inPieces(ArmQuery arm, Grid whole, long to, long length, Piece piece) {
        List<Tally.CountedCut> all = new ArrayList<>();
        Grid grid = whole;
        long end = Math.min(to, grid.first() + length);
        while (true) {
            Tally.Counted counted = piece.read(grid, end);
            all.addAll(counted.intervals());
            if (end == to) {
                refuseOld(arm, counted.newest(), to);
                return all;
            }
            if (counted.intervals().isEmpty()) {
                // Nothing closed: what comes next must be seen together with it.
                end = Math.min(to, end + length);
            } else {
                grid = new Grid(grid.step(), all.get(all.size() - 1).cut().end());
                end = Math.min(to, grid.first() + length);
            }
        }
    }
}
