package io.jenkins.plugins.canary.kubernetes;

import java.util.List;

/** Asks the cluster, one by one, which of some rights are missing. */
public final class MissingRights {
    private MissingRights() {}

    /** Those that are missing, in words; the order is kept. */
    public static List<String> of(KubernetesApi api, String namespace, List<Right> wanted) {
        return wanted.stream()
                .distinct()
                .filter(right -> !api.allows(namespace, right))
                .map(Right::toString)
                .toList();
    }
}
