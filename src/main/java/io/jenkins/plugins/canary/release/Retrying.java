package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps an operation going while the cluster does not answer properly: every tick may be repeated, so it is, more and more
 * slowly up to a quarter of a minute. Nothing is given up for that reason: a release that cannot reach its cluster can neither
 * go on nor go back.
 */
public final class Retrying implements Operation {
    private static final Duration SLOWEST = Duration.ofSeconds(15);

    private final Operation operation;
    private int failures;

    /** The operation, kept going. */
    public Retrying(Operation operation) {
        this.operation = operation;
    }

    @Override
    public Progress tick(Instant now) {
        try {
            Progress progress = operation.tick(now);
            failures = 0;
            return progress;
        } catch (ConflictException e) {
            return new Progress.Waiting(now.plus(pause()), "looking again: " + e.getMessage());
        } catch (UnavailableException e) {
            Duration pause = pause();
            Duration asked = e.retryAfter();
            return new Progress.Waiting(
                    now.plus(asked.compareTo(pause) > 0 ? asked : pause), "holding: " + e.getMessage());
        }
    }

    private Duration pause() {
        Duration pause = Duration.ofSeconds(1L << Math.min(failures, 4));
        failures++;
        return pause.compareTo(SLOWEST) > 0 ? SLOWEST : pause;
    }
}
