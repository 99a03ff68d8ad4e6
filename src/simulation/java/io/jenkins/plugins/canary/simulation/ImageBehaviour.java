package io.jenkins.plugins.canary.simulation;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of a container that runs an image.
 *
 * @param pull how long the image takes to arrive
 * @param start how long it takes from there until the container is ready, or crashes
 */
public record ImageBehaviour(Fate fate, Duration pull, Duration start) {
    /** Pulled in 2 s, ready 8 s later. */
    public static final ImageBehaviour SOUND =
            new ImageBehaviour(Fate.BECOMES_READY, Duration.ofSeconds(2), Duration.ofSeconds(8));

    /** Checks that nothing is missing. */
    public ImageBehaviour {
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(pull, "pull");
        Objects.requireNonNull(start, "start");
    }

    /** The same image with another fate. */
    public ImageBehaviour fated(Fate other) {
        return new ImageBehaviour(other, pull, start);
    }

    /** How it ends. */
    public enum Fate {
        /** It starts and its readiness probe succeeds. */
        BECOMES_READY,
        /** It starts, but its readiness probe never succeeds. */
        NEVER_READY,
        /** The registry does not have it: {@code ImagePullBackOff}. */
        CANNOT_BE_PULLED,
        /** It ends with an error each time it was started: {@code CrashLoopBackOff}. */
        CRASHES
    }
}
