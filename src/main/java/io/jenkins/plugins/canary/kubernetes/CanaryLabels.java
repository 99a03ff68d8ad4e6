package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.Arm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The label that tells the pods of a clone, canary or copy of stable, from stable's. Existing selectors are never edited: the clone's pods carry another
 * value of a label that stable selects on.
 *
 * @param key the label
 * @param stableValue what stable's pods carry
 * @param canaryValue what the clone's pods carry
 */
public record CanaryLabels(String key, String stableValue, String canaryValue) {
    /** Keys in the order in which they are changed rather than others: the plainest name of a version or an app first. */
    private static final List<String> PREFERRED = List.of("app", "app.kubernetes.io/name");

    private static final List<String> PREFERRED_SHARED = List.of("version", "track", "app.kubernetes.io/version");

    /**
     * For a canary with Services of its own: a label that stable's workload and all of these selectors select on.
     *
     * @param workload the workload's {@code matchLabels}
     * @param services selectors of everything that selects stable's pods and must not select the canary's
     * @return empty if there is no such label
     */
    public static Optional<CanaryLabels> separate(Map<String, String> workload, List<Map<String, String>> services) {
        return choose(Arm.CANARY, workload, PREFERRED, key -> services.stream()
                .allMatch(selector -> selector.containsKey(key)));
    }

    /**
     * For a canary behind stable's Services: a label that the workload selects on and none of these selectors does.
     *
     * @return empty if there is no such label
     */
    public static Optional<CanaryLabels> shared(Map<String, String> workload, List<Map<String, String>> services) {
        return shared(Arm.CANARY, workload, services);
    }

    /** The same for either arm's clone. */
    static Optional<CanaryLabels> shared(Arm arm, Map<String, String> workload, List<Map<String, String>> services) {
        return choose(arm, workload, PREFERRED_SHARED, key -> services.stream()
                .noneMatch(selector -> selector.containsKey(key)));
    }

    private static Optional<CanaryLabels> choose(
            Arm arm, Map<String, String> workload, List<String> preferred, Predicate<String> fits) {
        return workload.keySet().stream()
                .filter(fits)
                .min(Comparator.<String>comparingInt(
                                key -> preferred.contains(key) ? preferred.indexOf(key) : preferred.size())
                        .thenComparing(Comparator.naturalOrder()))
                .map(key -> new CanaryLabels(key, workload.get(key), value(arm, workload.get(key))));
    }

    private static String value(Arm arm, String stable) {
        return stable.isEmpty() ? arm.track() : CanaryNames.of(arm, stable);
    }
}
