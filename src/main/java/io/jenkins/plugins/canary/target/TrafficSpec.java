package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which router moves the traffic, with its options as the user gave them.
 *
 * @param options option name to value; only names that {@link RouterKind#options()} lists
 * @param affinity how long a user stays with the version that answered first; empty: each request is drawn anew, unless the
 *     users' own settings say otherwise. Only where {@link RouterKind#noAffinity()} is empty
 * @param canary name of the workload that something else made as the canary, and gave a place in the route; empty where the
 *     release makes both
 */
public record TrafficSpec(
        RouterKind kind, Map<String, String> options, Optional<Duration> affinity, Optional<String> canary) {
    /** Copies the options. */
    public TrafficSpec {
        Objects.requireNonNull(kind, "kind");
        options = Map.copyOf(options);
        Objects.requireNonNull(affinity, "affinity");
        Objects.requireNonNull(canary, "canary");
    }

    /** A router to a canary that the release makes. */
    public TrafficSpec(RouterKind kind, Map<String, String> options, Optional<Duration> affinity) {
        this(kind, options, affinity, Optional.empty());
    }

    /** A router that draws each request anew. */
    public TrafficSpec(RouterKind kind, Map<String, String> options) {
        this(kind, options, Optional.empty());
    }

    /** The same with a canary that something else made. */
    public TrafficSpec beside(Optional<String> found) {
        return new TrafficSpec(kind, options, affinity, found);
    }

    /** The value of an option, if it was given. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
