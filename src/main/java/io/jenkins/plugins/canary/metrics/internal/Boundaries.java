package io.jenkins.plugins.canary.metrics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Decides which grid points are boundaries of intervals, from the scrape times of all targets of the arms alone.
 *
 * <p>A grid point closes the interval before it when every target that is expected there has a sample at it or past it. A target that
 * is silent for two steps is not waited for any longer: the interval is late. "For two steps" is measured by the newest sample
 * of any target, not by a clock, so that a source that lags, or whose clock is off, is waited for, and so that reading in
 * several pieces finds the same intervals as reading at once.
 *
 * <p>A target that missed a scrape leaves the grid point out: the interval is merged with the next (counters lose nothing), up
 * to three steps. While an arm has nothing at all, nothing is compared: the next interval starts when both are there.
 */
final class Boundaries {
    private static final int PATIENCE = 2;
    private static final int LONGEST = 3;
    private static final long NONE = Long.MIN_VALUE;

    private final Grid grid;
    private final List<? extends Collection<long[]>> arms;
    private final long newest;
    private final List<Cut> cuts = new ArrayList<>();

    private long start = NONE;

    /**
     * @param arms for each arm, the rising scrape times of each of its targets
     */
    private Boundaries(Grid grid, List<? extends Collection<long[]>> arms) {
        this.grid = grid;
        this.arms = arms;
        this.newest = arms.stream()
                .flatMap(Collection::stream)
                .filter(times -> times.length > 0)
                .mapToLong(times -> times[times.length - 1])
                .max()
                .orElse(NONE);
    }

    /** The intervals that have closed, in order of time. */
    static List<Cut> of(Grid grid, List<? extends Collection<long[]>> arms) {
        Boundaries boundaries = new Boundaries(grid, arms);
        boundaries.walk();
        return boundaries.cuts;
    }

    private void walk() {
        for (long point = grid.first(); point <= newest; point += grid.step()) {
            Sight sight = look(point);
            if (sight.pending) {
                return;
            }
            if (sight.present == arms.size()) {
                reach(point, sight);
            } else if (sight.present > 0) {
                start = NONE;
            }
        }
    }

    private void reach(long point, Sight sight) {
        if (start != NONE) {
            if (sight.missed && point - start < LONGEST * grid.step()) {
                return;
            }
            cuts.add(new Cut(start, point, sight.silent || sight.missed, sight.ahead()));
        }
        start = point;
    }

    private Sight look(long point) {
        Sight sight = new Sight();
        for (Collection<long[]> targets : arms) {
            boolean present = false;
            for (long[] times : targets) {
                int next = firstAfter(times, point);
                if (next > 0 && grid.expected(times[next - 1], point)) {
                    boolean there = sight.add(times[next - 1], next < times.length ? times[next] : NONE, point);
                    present |= there;
                    if (there) {
                        sight.compare(times[next - 1], targets == arms.get(0));
                    }
                }
            }
            sight.present += present ? 1 : 0;
        }
        return sight;
    }

    private static int firstAfter(long[] times, long point) {
        int found = Arrays.binarySearch(times, point);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** What is seen of the targets at one grid point. */
    private final class Sight {
        private int present;
        private boolean pending;
        private boolean silent;
        private boolean missed;
        private long first = NONE;
        private int others;
        private int abreast;

        /** Compares scrape times; all targets of the first arm come before those of the others. */
        private void compare(long last, boolean ofFirst) {
            if (ofFirst) {
                first = Math.max(first, last);
            } else {
                others++;
                abreast += last >= first ? 1 : 0;
            }
        }

        private boolean ahead() {
            return 2 * abreast < others;
        }

        /** Whether the target is there, from its samples before and after the point. */
        private boolean add(long last, long next, long point) {
            boolean fresh = grid.fresh(last, point);
            long patientUntil = point + PATIENCE * grid.step();
            if (last == point) {
                return true;
            }
            if (next != NONE && next <= patientUntil) {
                missed |= !fresh;
                return true;
            }
            if (newest >= patientUntil) {
                silent = true;
            } else {
                pending = true;
            }
            return fresh;
        }
    }
}
