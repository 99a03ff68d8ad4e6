package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pods of an arm as parts that can be told apart: a canary is one pod or a few, so single pods show how it would differ.
 *
 * @param parts names of pods; the last may be several, the others are one each
 */
record Pods(List<Set<String>> parts) {
    /** So many are told apart: enough to know how much pods differ, and few enough to count each of them for a day. */
    private static final int APART = 12;

    /** The oldest pods by themselves, as they tell of the longest time, and the others together. */
    static Pods of(Scope scope) {
        List<String> oldest = scope.pods().entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .toList();
        List<Set<String>> parts = new ArrayList<>();
        oldest.stream().limit(APART).forEach(pod -> parts.add(Set.of(pod)));
        if (oldest.size() > APART) {
            parts.add(new HashSet<>(oldest.subList(APART, oldest.size())));
        }
        return new Pods(parts);
    }

    /** The series of each part; series of no pod, or of another's, are in none. */
    List<ArmSeries> apart(ArmSeries arm) {
        return parts.stream()
                .map(pods -> new ArmSeries(
                        arm.series().stream()
                                .filter(series -> pods.contains(series.pod()))
                                .toList(),
                        arm.badTimes(),
                        arm.missing(),
                        arm.restarts(),
                        arm.births()))
                .toList();
    }
}
