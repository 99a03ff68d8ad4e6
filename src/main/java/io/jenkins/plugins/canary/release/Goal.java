package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.Exposure;
import java.util.Objects;

/**
 * What the canary is to get next.
 *
 * @param load percent of all requests that it must have pods for; 0: as many as it has
 */
record Goal(Exposure exposure, int load) {
    /** Checks that nothing is missing. */
    Goal {
        Objects.requireNonNull(exposure, "exposure");
    }

    /** Pods for that exposure and not more. */
    static Goal of(Exposure exposure) {
        return new Goal(exposure, exposure.load());
    }

    /** The same as a step of that release: a canary that waits without requests has the pods that it needs next. */
    static Goal of(Exposure exposure, ReleaseSpec spec) {
        return exposure.isNothing()
                ? new Goal(
                        exposure,
                        spec.nextAfter(exposure)
                                .map(next -> next.exposure().load())
                                .orElse(0))
                : of(exposure);
    }
}
