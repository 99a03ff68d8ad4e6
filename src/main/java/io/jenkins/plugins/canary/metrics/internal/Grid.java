package io.jenkins.plugins.canary.metrics.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * The common grid of interval boundaries: the multiples of the interval since the epoch, from a first one on. Times are
 * milliseconds since the epoch.
 *
 * @param step length of an interval in milliseconds
 * @param first the first boundary
 */
public record Grid(long step, long first) {
    /** Samples this many steps before the first boundary are enough to judge it and all later ones. */
    private static final int LOOK_BACK = 3;

    /** Checks that the first boundary is on the grid. */
    public Grid {
        if (step <= 0 || first % step != 0) {
            throw new IllegalArgumentException("no grid: step " + step + " ms, first " + first + " ms");
        }
    }

    /** The grid whose first boundary is the first grid point not before a time. */
    public static Grid from(Instant time, Duration interval) {
        long step = interval.toMillis();
        if (step <= 0) {
            throw new IllegalArgumentException("an interval must last at least a millisecond: " + interval);
        }
        boolean isWhole = time.getNano() % 1_000_000 == 0;
        return new Grid(step, notBefore(time.toEpochMilli() + (isWhole ? 0 : 1), step));
    }

    private static long notBefore(long time, long step) {
        return -Math.floorDiv(-time, step) * step;
    }

    /** The first grid point not before a time. */
    public long notBefore(long time) {
        return notBefore(time, step);
    }

    /** The last grid point before a time. */
    public long before(long time) {
        return Math.floorDiv(time - 1, step) * step;
    }

    /** The last grid point not after a time. */
    public long notAfter(long time) {
        return Math.floorDiv(time, step) * step;
    }

    /** Since when samples are needed. */
    public long needsSince() {
        return first - LOOK_BACK * step;
    }

    /**
     * Whether a sample is young enough to stand for its series at a boundary: a tenth of a step is allowed for scrapes that are
     * not quite regular.
     */
    public boolean fresh(long sample, long boundary) {
        return (boundary - sample) * 10 < step * 11;
    }

    /** Whether a target that was last seen then is still expected at a boundary. */
    boolean expected(long sample, long boundary) {
        return boundary - sample < LOOK_BACK * step;
    }
}
