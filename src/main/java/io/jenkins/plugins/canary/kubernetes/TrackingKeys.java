package io.jenkins.plugins.canary.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels and annotations by which tools know objects as theirs. A copy that carried them would be pruned, adopted or reverted by
 * the tool, or take the original's place in DNS.
 */
final class TrackingKeys {
    private static final Set<String> KEYS = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            "deployment.kubernetes.io/revision",
            "kubernetes.io/change-cause",
            "app.kubernetes.io/instance",
            "app.kubernetes.io/managed-by");

    private static final List<String> DOMAINS =
            List.of(".argocd.argoproj.io", ".toolkit.fluxcd.io", ".meta.helm.sh", ".external-dns.alpha.kubernetes.io");

    private TrackingKeys() {}

    /** The labels or annotations of an object, as a copy of it may carry them. */
    static Map<String, String> without(Map<String, String> found) {
        Map<String, String> rest = new LinkedHashMap<>(found == null ? Map.of() : found);
        rest.keySet().removeIf(key -> KEYS.contains(key) || DOMAINS.stream().anyMatch(domain(key)::endsWith));
        return rest;
    }

    private static String domain(String key) {
        return key.contains("/") ? "." + key.substring(0, key.indexOf('/')) : "";
    }
}
