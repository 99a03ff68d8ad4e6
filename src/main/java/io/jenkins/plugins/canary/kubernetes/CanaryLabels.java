package io.jenkins.plugins.canary.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The label that tells the canary's pods from stable's. Existing selectors are never edited: the clone's pods carry another
 * value of a label that stable selects on.
 *
 * @param key the label
 * @param stableValue what stable's pods carry
 * @param canaryValue what the canary's pods carry
 */
public record CanaryLabels(String key, String stableValue, String canaryValue) {
    /**
     * For a canary with Services of its own: a label that stable's workload and all of these selectors select on.
     *
     * @param workload the workload's {@code matchLabels}
     * @param services selectors of everything that selects stable's pods and must not select the canary's
     * @return empty if there is no such label
     */
    public static Optional<CanaryLabels> separate(Map<String, String> workload, List<Map<String, String>> services) {
        throw new UnsupportedOperationException();
    }

    /**
     * For a canary behind stable's Services: a label that the workload selects on and none of these selectors does.
     *
     * @return empty if there is no such label
     */
    public static Optional<CanaryLabels> shared(Map<String, String> workload, List<Map<String, String>> services) {
        throw new UnsupportedOperationException();
    }
}
