package io.jenkins.plugins.canary.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time as it passes. */
final class WallTime implements Time {
    private final Clock clock;
    private final Pause pause;

    /** How time is let pass. */
    interface Pause {
        /** Waits that long, or shorter where something must be looked at. */
        void of(Duration longest) throws InterruptedException;
    }

    /** Time by that clock. */
    WallTime(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void waitUntil(Instant instant) throws InterruptedException {
        Duration rest = Duration.between(clock.instant(), instant);
        if (rest.compareTo(Duration.ZERO) > 0) {
            pause.of(rest);
        }
    }
}
