package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a release in place must be allowed to do, the claim included. */
final class InPlaceRights {
    private InPlaceRights() {}

    /**
     * What it cannot do without.
     *
     * @param originals what was found of the workload; empty if nobody has looked
     * @param changes of which the ConfigMaps and Secrets count if nobody has looked
     */
    static List<Right> needed(WorkloadName workload, Optional<Originals> originals, Changes changes) {
        List<Right> rights = new ArrayList<>();
        rights.addAll(Right.to(Kind.LEASE, CanaryNames.lease(workload), "get", "update"));
        rights.addAll(Right.toAny(Kind.LEASE, "create"));
        rights.addAll(Right.to(kind(workload), workload.name(), "get", "update"));
        rights.addAll(Right.toAny(Kind.CONTROLLER_REVISION, "get"));
        rights.addAll(Right.toAny(Kind.POD, "list", "delete"));
        rights.addAll(Right.toAny(Kind.ENDPOINT_SLICE, "list"));
        rights.addAll(Right.toAny(Kind.SERVICE, "list"));
        rights.addAll(Right.toAny(OtherKinds.AUTOSCALER.get(0), "list"));
        CopiedConfig copies = originals
                .map(InPlaceOriginals::of)
                .map(InPlaceOriginals::copies)
                .orElse(CopiedConfig.of(changes));
        rights.addAll(copies.rights());
        if (!copies.equals(CopiedConfig.NONE) || WorkloadKind.of(workload) == WorkloadKind.DAEMON_SET) {
            rights.addAll(Right.toAny(Kind.CONTROLLER_REVISION, "list"));
        }
        return List.copyOf(rights);
    }

    private static Kind<?> kind(WorkloadName workload) {
        return WorkloadKind.of(workload) == WorkloadKind.STATEFUL_SET ? Kind.STATEFUL_SET : Kind.DAEMON_SET;
    }
}
