package io.jenkins.plugins.canary.target;

import java.util.Objects;
import java.util.Optional;

/**
 * What stands in the cluster.
 *
 * @param canary empty if there is nothing of a canary at all
 */
public record WorkloadState(StableState stable, Optional<CanaryState> canary) {
    /** Checks that nothing is missing. */
    public WorkloadState {
        Objects.requireNonNull(stable, "stable");
        Objects.requireNonNull(canary, "canary");
    }
}
