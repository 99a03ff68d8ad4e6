package io.jenkins.plugins.canary.target;

import java.util.Map;
import java.util.Objects;

/**
 * What stable becomes when the canary is promoted; recorded before stable is touched.
 *
 * @param templateHash the adapter's hash of the template that stable gets
 * @param images container name to the judged image, pinned by digest where the cluster tells it
 */
public record Promotion(String templateHash, Map<String, String> images) {
    /** Copies the map. */
    public Promotion {
        Objects.requireNonNull(templateHash, "templateHash");
        images = Map.copyOf(images);
    }
}
