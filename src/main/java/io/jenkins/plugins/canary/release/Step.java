package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.Exposure;
import java.time.Duration;
import java.util.Objects;

/**
 * One step of a release.
 *
 * @param exposure which requests the canary gets
 * @param hold how long it is watched before the next
 */
public record Step(Exposure exposure, Duration hold) {
    /** Checks that nothing is missing. */
    public Step {
        Objects.requireNonNull(exposure, "exposure");
        Objects.requireNonNull(hold, "hold");
    }

    /** Percent of traffic, 0 to 100. */
    public int weight() {
        return exposure.weight();
    }
}
