package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.target.Target;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which releases share threads: those on one cluster that ask the same sources. So a cluster or a source that hangs holds up
 * nobody but who needs it.
 *
 * @param text names of the cluster and of its sources, for people who read thread dumps
 */
public record Lane(String text) {
    private static final String SOURCE = "source";

    /** The lane of a step: that of the release which is open on its target, or by what the step itself says. Asks no cluster. */
    public static Lane of(Target target, Map<String, Object> arguments) {
        return OpenReleases.get().on(target).map(LiveRelease::lane).orElseGet(() -> of(target.cluster(), arguments));
    }

    /** The lane of a release, by what was asked for in the names of a specification. */
    static Lane of(String cluster, Map<String, Object> arguments) {
        TreeSet<String> sources = new TreeSet<>();
        sources(arguments).forEach(sources::add);
        return new Lane(sources.isEmpty() ? cluster : cluster + " by " + String.join(", ", sources));
    }

    /** The specification's own source and those of its metrics. */
    private static Stream<String> sources(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> SOURCE.equals(entry.getKey()) && entry.getValue() instanceof String name
                            ? Stream.of(name)
                            : sources(entry.getValue()));
        }
        return value instanceof Collection<?> list ? list.stream().flatMap(Lane::sources) : Stream.empty();
    }
}
