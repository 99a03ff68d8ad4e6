package io.jenkins.plugins.canary.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds what a server kept back of an object that it took: it drops each field that its definition does not have, and says
 * nothing. Pure.
 */
final class Dropped {
    private Dropped() {}

    /**
     * The first field that was written and is not there, such as {@code spec.rules[0].filters[1].requestMirror.percent}; empty if
     * all are, whatever values they have and whatever stands beside them.
     */
    static Optional<String> between(RouteObject written, RouteObject stands) {
        return missing("spec", written.spec(), stands.spec());
    }

    private static Optional<String> missing(String path, Object written, Object stands) {
        if (stands == null && written != null) {
            return Optional.of(path);
        }
        if (written instanceof Map<?, ?> fields && stands instanceof Map<?, ?> others) {
            return fields.entrySet().stream()
                    .map(field -> missing(path + "." + field.getKey(), field.getValue(), others.get(field.getKey())))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (written instanceof List<?> all && stands instanceof List<?> others) {
            return IntStream.range(0, all.size())
                    .mapToObj(at ->
                            missing(path + "[" + at + "]", all.get(at), at < others.size() ? others.get(at) : null))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }
}
