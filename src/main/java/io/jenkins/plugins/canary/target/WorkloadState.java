package io.jenkins.plugins.canary.target;

import java.util.Objects;
import java.util.Optional;

/**
 * What stands in the cluster.
 *
 * @param canary empty if there is nothing of a canary at all
 * @param baseline the fresh copy of stable; empty if there is nothing of one
 */
public record WorkloadState(StableState stable, Optional<CanaryState> canary, Optional<CanaryState> baseline) {
    /** Checks that nothing is missing. */
    public WorkloadState {
        Objects.requireNonNull(stable, "stable");
        Objects.requireNonNull(canary, "canary");
        Objects.requireNonNull(baseline, "baseline");
    }

    /** Stable and a canary, and no copy of stable. */
    public WorkloadState(StableState stable, Optional<CanaryState> canary) {
        this(stable, canary, Optional.empty());
    }
}
