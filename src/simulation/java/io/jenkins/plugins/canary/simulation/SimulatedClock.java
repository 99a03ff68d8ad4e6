package io.jenkins.plugins.canary.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to go on. Safe for use by several threads. */
public final class SimulatedClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private SimulatedClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** A clock that stands at that time, in UTC. */
    public static SimulatedClock at(Instant start) {
        return new SimulatedClock(new AtomicReference<>(Objects.requireNonNull(start, "start")), ZoneOffset.UTC);
    }

    /**
     * Moves time on.
     *
     * @throws IllegalArgumentException if that time is over already: time never goes back
     */
    public void advanceTo(Instant next) {
        now.updateAndGet(before -> {
            if (next.isBefore(before)) {
                throw new IllegalArgumentException("time cannot go back from " + before + " to " + next);
            }
            return next;
        });
    }

    /** Sets any time, for those who make the world what it was at that time besides. */
    public void resetTo(Instant time) {
        now.set(Objects.requireNonNull(time, "time"));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, read in another zone: both move together. */
    @Override
    public Clock withZone(ZoneId other) {
        return new SimulatedClock(now, other);
    }
}
