package io.jenkins.plugins.canary.release;

import java.time.Duration;
import java.util.Objects;

/**
 * One weight of a release.
 *
 * @param weight percent of traffic, 1 to 100
 * @param hold how long it is watched before the next
 */
public record Step(int weight, Duration hold) {
    /** Checks that nothing is missing. */
    public Step {
        Objects.requireNonNull(hold, "hold");
    }
}
