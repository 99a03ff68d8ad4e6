package io.jenkins.plugins.canary.target;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One pod of an arm.
 *
 * @param readySince when it last became ready; empty while it is not
 * @param restarts container restarts so far
 * @param images container name to the image as run, with its digest where the cluster tells it
 */
public record Pod(String name, Optional<Instant> readySince, int restarts, Map<String, String> images) {
    /** Copies the map. */
    public Pod {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(readySince, "readySince");
        images = Map.copyOf(images);
    }
}
