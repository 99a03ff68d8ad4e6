package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.UnauthenticatedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps an operation going while the cluster does not answer properly: every tick may be repeated, so it is, more and more
 * slowly up to a quarter of a minute. So it is with credentials that are not accepted any more, but not with those that never
 * were. Nothing is given up for that reason: a release that cannot reach its cluster can neither
 * go on nor go back.
 */
public final class Retrying implements Operation {
    private static final Duration SLOWEST = Duration.ofSeconds(15);

    private final Operation operation;
    private boolean begun;
    private int failures;

    /** The operation, kept going. */
    public Retrying(Operation operation) {
        this.operation = operation;
    }

    /** The same for an operation that somebody has begun before. */
    public static Retrying begun(Operation operation) {
        Retrying retrying = new Retrying(operation);
        retrying.begun = true;
        return retrying;
    }

    @Override
    public Progress tick(Instant now) {
        try {
            Progress progress = operation.tick(now);
            failures = 0;
            begun = true;
            return progress;
        } catch (UnauthenticatedException e) {
            if (!begun) {
                throw e;
            }
            return new Progress.Waiting(
                    now.plus(pause()),
                    "holding: " + e.getMessage() + "; renew them, and the release goes on; traffic stays where it is");
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
