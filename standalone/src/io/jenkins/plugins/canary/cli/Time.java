package io.jenkins.plugins.canary.cli;

import java.time.Instant;

/** How a loop gets from one tick to the next. */
interface Time {
    /** The time that ticks are told. */
    Instant now();

    /** Waits, or makes time pass. */
    void waitUntil(Instant instant) throws InterruptedException;
}
