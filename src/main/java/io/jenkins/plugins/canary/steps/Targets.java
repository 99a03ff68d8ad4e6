package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The target that a step names. */
final class Targets {
    /** The arguments that together name a target. */
    static final List<String> NAMES = List.of("cluster", "namespace", "workload", "stable");

    private Targets() {}

    /** As much of the target as is there, on one line. */
    static String named(Map<String, Object> arguments) {
        return NAMES.stream()
                .map(arguments::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining("/"));
    }

    /**
     * The target among the arguments, completed by the block around (null stands for none) and by the configuration. Empty if the
     * arguments say nothing of it and the others not enough.
     *
     * @throws RefusedException if the arguments say something of it, and with the others it is not enough
     */
    static Optional<Target> of(Map<String, Object> arguments, BlockTarget around, Presets presets) {
        Map<String, Object> complete = presets.completeTarget(around == null ? arguments : around.complete(arguments));
        boolean silent = named(arguments).isEmpty();
        boolean enough =
                !text(complete, "namespace").isEmpty() && !workload(complete).isEmpty();
        return silent && !enough ? Optional.empty() : of(complete);
    }

    /**
     * The target among the arguments; empty if nothing of it is there.
     *
     * @throws RefusedException if only a part of it is there
     */
    private static Optional<Target> of(Map<String, Object> arguments) {
        String cluster = text(arguments, "cluster");
        String namespace = text(arguments, "namespace");
        String workload = workload(arguments);
        if (cluster.isEmpty() && namespace.isEmpty() && workload.isEmpty()) {
            return Optional.empty();
        }
        if (namespace.isEmpty() || workload.isEmpty()) {
            throw new RefusedException("cluster, namespace and workload go together: "
                    + (namespace.isEmpty() ? "namespace" : "workload") + " is missing");
        }
        try {
            return Optional.of(new Target(cluster, namespace, WorkloadName.parse(workload)));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("workload: " + e.getMessage());
        }
    }

    /** The workload, by either of its names; empty if neither is there. */
    static String workload(Map<String, Object> arguments) {
        String workload = text(arguments, "workload");
        return workload.isEmpty() ? text(arguments, "stable") : workload;
    }

    private static String text(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof String text ? text.trim() : "";
    }
}
