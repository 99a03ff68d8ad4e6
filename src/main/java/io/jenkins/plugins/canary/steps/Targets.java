package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.Map;
import java.util.Optional;

/** The target that a step names. */
final class Targets {
    private Targets() {}

    /**
     * The target among the arguments; empty if nothing of it is there.
     *
     * @throws RefusedException if only a part of it is there
     */
    static Optional<Target> of(Map<String, Object> arguments) {
        String cluster = text(arguments, "cluster");
        String namespace = text(arguments, "namespace");
        String workload = text(arguments, "workload");
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

    private static String text(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof String text ? text.trim() : "";
    }
}
