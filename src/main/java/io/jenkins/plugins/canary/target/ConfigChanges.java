package io.jenkins.plugins.canary.target;

import java.util.Map;

/**
 * Which ConfigMaps and Secrets of a workload have other contents for the canary. The new contents stand in objects of their own
 * in the same namespace, so that no content, and above all no secret, is ever part of a release's specification.
 *
 * @param configMaps name of a ConfigMap that stable refers to, to the name of the one that has the new contents
 * @param secrets the same for Secrets
 */
public record ConfigChanges(Map<String, String> configMaps, Map<String, String> secrets) {
    /** Nothing has other contents. */
    public static final ConfigChanges NONE = new ConfigChanges(Map.of(), Map.of());

    /** Copies the maps. */
    public ConfigChanges {
        configMaps = Map.copyOf(configMaps);
        secrets = Map.copyOf(secrets);
    }

    /** Whether nothing has other contents. */
    public boolean isEmpty() {
        return configMaps.isEmpty() && secrets.isEmpty();
    }
}
