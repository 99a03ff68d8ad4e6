package io.jenkins.plugins.canary.target;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The new version in its users' own words: manifests as they would be applied, as plain maps, lists, texts, numbers and booleans.
 *
 * @param workload the workload's manifest, of which the pod template counts
 * @param configMaps name to manifest of each ConfigMap that comes with it
 */
public record Manifests(Map<String, Object> workload, Map<String, Map<String, Object>> configMaps) {
    /** Copies the maps. */
    public Manifests {
        workload = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(workload, "workload")));
        configMaps = Collections.unmodifiableMap(new LinkedHashMap<>(configMaps));
    }
}
