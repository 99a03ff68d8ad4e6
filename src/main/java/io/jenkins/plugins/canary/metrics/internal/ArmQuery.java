package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One arm of one metric, ready to be asked for.
 *
 * @param selectors expanded; the first is the one of all requests
 * @param scraped for each of them, one that finds at least one series of each process that it finds
 */
record ArmQuery(Shape shape, Scope scope, List<String> selectors, List<String> scraped) {
    /** Expands a metric's selectors for an arm. */
    static ArmQuery of(Shape shape, Scope scope) {
        List<String> selectors = shape.selectors(scope);
        return new ArmQuery(shape, scope, selectors, selectors);
    }

    /** The same of a metric with one selector, with another one in its place. */
    ArmQuery narrowed(String selector, String scraped) {
        return new ArmQuery(shape, scope, List.of(selector), List.of(scraped));
    }

    /**
     * The earliest time of a sample that increments of a series may start from: the end of its pod's warm-up. Series without
     * a pod, or of pods that are not the arm's own (a proxy's), belong to the arm as a whole and count at once.
     */
    long countsFrom(Map<String, String> labels) {
        Instant from = scope.pods().get(labels.getOrDefault("pod", ""));
        return from == null ? Long.MIN_VALUE : from.toEpochMilli();
    }

    /** What was scraped. Where rules have dropped job and instance, a pod stands for itself. */
    static String target(Map<String, String> labels) {
        String instance = labels.getOrDefault("instance", "");
        return instance.isEmpty() ? labels.getOrDefault("pod", "") : labels.getOrDefault("job", "") + '\n' + instance;
    }

    /** What can start again from nothing on its own: a pod's part of a target. */
    static String process(Map<String, String> labels) {
        return target(labels) + '\n' + labels.getOrDefault("pod", "");
    }

    /** What is born together among sums over a process: all of it, or its part of one stratum. */
    String unitOfSum(Map<String, String> labels) {
        String by = shape.strata().label();
        return by.isEmpty() ? process(labels) : process(labels) + '\n' + labels.getOrDefault(by, "");
    }

    /** The labels that sums are told apart by, as an aggregation writes them. */
    String sumsBy() {
        String by = shape.strata().label();
        return " by (job, instance, pod, le" + (by.isEmpty() ? "" : ", " + by) + ") (";
    }

    /** The labels of a series without its name and its bucket. */
    static String unit(Map<String, String> labels) {
        Map<String, String> sorted = new TreeMap<>(labels);
        sorted.remove("__name__");
        sorted.remove("le");
        return sorted.toString();
    }
}
