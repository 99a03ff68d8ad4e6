package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.Exposure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a release.
 *
 * @param exposure which requests the canary gets
 * @param hold how long it is watched before the next
 * @param approval how long a person is waited for then, without whose approval it is not left; empty: nobody is asked
 */
public record Step(Exposure exposure, Duration hold, Optional<Duration> approval) {
    /** Checks that nothing is missing. */
    public Step {
        Objects.requireNonNull(exposure, "exposure");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(approval, "approval");
    }

    /** A step that asks nobody. */
    public Step(Exposure exposure, Duration hold) {
        this(exposure, hold, Optional.empty());
    }

    /** Percent of traffic, 0 to 100. */
    public int weight() {
        return exposure.weight();
    }
}
