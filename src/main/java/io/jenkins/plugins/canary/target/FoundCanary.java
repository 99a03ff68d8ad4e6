package io.jenkins.plugins.canary.target;

import java.util.Objects;

/**
 * What a router found of a canary that something else made.
 *
 * @param service that the canary's traffic comes through
 * @param weight percent of the traffic that it had, rounded
 */
public record FoundCanary(String service, int weight) {
    /** Checks that nothing is missing. */
    public FoundCanary {
        Objects.requireNonNull(service, "service");
    }

    /** What it had. */
    public Exposure exposure() {
        return Exposure.of(weight);
    }
}
