package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A claim as it was read.
 *
 * @param version what a conditional update compares; opaque
 * @param renewed when its holder last said that it watches
 * @param lasts how long such a word counts: past it nobody watches, which never means that the target is free
 * @param takenOver when its present holder took it from another; a call of the other's may still be under way then
 */
public record ClaimState(
        ClaimRecord claim, String version, Instant renewed, Duration lasts, Optional<Instant> takenOver) {
    /** Checks that nothing is missing. */
    public ClaimState {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(renewed, "renewed");
        Objects.requireNonNull(lasts, "lasts");
        Objects.requireNonNull(takenOver, "takenOver");
    }

    /** Whether somebody may still be acting for the holder at that time. */
    public boolean watchedAt(Instant now) {
        return now.isBefore(renewed.plus(lasts));
    }
}
