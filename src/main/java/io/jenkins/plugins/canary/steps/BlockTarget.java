package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.io.Serial;
import java.io.Serializable;

/** What a block of {@code canaryRollout} releases: the target of the steps in it that name none. */
final class BlockTarget implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String cluster;
    private final String namespace;
    private final String workload;

    BlockTarget(Target target) {
        this.cluster = target.cluster();
        this.namespace = target.namespace();
        this.workload = target.workload().toString();
    }

    Target target() {
        return new Target(cluster, namespace, WorkloadName.parse(workload));
    }
}
