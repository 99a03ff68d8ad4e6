package io.jenkins.plugins.canary.kubernetes;

import java.util.Map;

/**
 * Selectors that name labels and their values.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Kubernetes: label
 *     selectors</a>
 */
public final class Selectors {
    private Selectors() {}

    /** Whether a Service's selector selects pods with these labels; no selector, or an empty one, selects none. */
    public static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return selector != null
                && labels != null
                && !selector.isEmpty()
                && labels.entrySet().containsAll(selector.entrySet());
    }
}
