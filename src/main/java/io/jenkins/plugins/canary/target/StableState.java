package io.jenkins.plugins.canary.target;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Stable as it stands.
 *
 * @param template whose template it has
 * @param wanted replicas it is meant to have
 * @param ready ready endpoints it has
 * @param whole whether all of it runs the template that it has now and is ready
 * @param pods its pods
 * @param trouble why its rollout does not get on, as the cluster says it; empty while it does
 */
public record StableState(
        Template template, int wanted, int ready, boolean whole, List<Pod> pods, Optional<String> trouble) {
    /** Copies the list. */
    public StableState {
        Objects.requireNonNull(template, "template");
        pods = List.copyOf(pods);
        Objects.requireNonNull(trouble, "trouble");
    }

    /** Whose template stable has, told by comparing with what the claim recorded. */
    public enum Template {
        /** The one that was found when the release began. */
        RECORDED,
        /** The one that the promotion puts there. */
        PROMOTED,
        /** Neither: somebody else changed it. */
        OTHER
    }
}
