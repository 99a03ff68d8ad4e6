package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.target.Target;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The target that a block says for the steps in it, or as much of it as it says. */
final class BlockTarget implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String cluster;
    private final String namespace;
    private final String workload;

    private BlockTarget(Map<String, Object> said) {
        this.cluster = (String) said.get("cluster");
        this.namespace = (String) said.get("namespace");
        String named = Targets.workload(said);
        this.workload = named.isEmpty() ? null : named;
    }

    static BlockTarget of(Target target) {
        return new BlockTarget(Map.of(
                "cluster", target.cluster(),
                "namespace", target.namespace(),
                "workload", target.workload().toString()));
    }

    /** What a block says, completed by the block around it; null stands for none. */
    static BlockTarget of(Map<String, Object> said, BlockTarget around) {
        return new BlockTarget(around == null ? said : around.complete(said));
    }

    /** The same arguments, with what they do not say of the target. */
    Map<String, Object> complete(Map<String, Object> arguments) {
        Map<String, Object> complete = new LinkedHashMap<>(arguments);
        complete.putIfAbsent("cluster", cluster);
        complete.putIfAbsent("namespace", namespace);
        if (Targets.workload(complete).isEmpty()) {
            complete.put("workload", workload);
        }
        return complete;
    }
}
