package io.jenkins.plugins.canary.target;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The canary, or the fresh copy of stable that is as large and as old, as it stands.
 *
 * @param complete whether every object that belongs to it exists
 * @param wanted replicas it is meant to have
 * @param ready ready endpoints it has, behind the Service that traffic would come through
 * @param pods its pods
 * @param trouble why it does not become ready, as the cluster says it (an image that cannot be pulled, a crash loop)
 */
public record CanaryState(boolean complete, int wanted, int ready, List<Pod> pods, Optional<String> trouble) {
    /** Copies the list. */
    public CanaryState {
        pods = List.copyOf(pods);
        Objects.requireNonNull(trouble, "trouble");
    }
}
