package io.jenkins.plugins.canary.target;

import java.util.Objects;

/**
 * What an arm's objects are called, for queries.
 *
 * @param workload the arm's workload
 * @param service the Service that the arm's traffic comes through; empty if there is none
 */
public record ArmNames(String workload, String service) {
    /** Checks that nothing is missing. */
    public ArmNames {
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(service, "service");
    }
}
