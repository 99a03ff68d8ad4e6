package io.jenkins.plugins.canary.target;

import java.util.Objects;

/**
 * What is being released: one workload in one namespace of one cluster. At most one release is open on a target.
 *
 * @param cluster name of a configured cluster; empty where the command line's kubeconfig decides
 */
public record Target(String cluster, String namespace, WorkloadName workload) {
    /** Checks that nothing is missing. */
    public Target {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(workload, "workload");
    }

    @Override
    public String toString() {
        return (cluster.isEmpty() ? "" : cluster + "/") + namespace + "/" + workload;
    }
}
