package io.jenkins.plugins.canary.target;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which router moves the traffic, with its options as the user gave them.
 *
 * @param options option name to value; only names that {@link RouterKind#options()} lists
 */
public record TrafficSpec(RouterKind kind, Map<String, String> options) {
    /** Copies the options. */
    public TrafficSpec {
        Objects.requireNonNull(kind, "kind");
        options = Map.copyOf(options);
    }

    /** The value of an option, if it was given. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
