package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a release must be allowed to do whose canary something else made: nothing is created but the claim, and nothing is
 * deleted.
 */
final class FoundRights {
    private FoundRights() {}

    /**
     * What it cannot do without, the claim included.
     *
     * @param canary name of the canary's Deployment; empty if it is not known
     * @param originals what was found; empty if nobody has looked
     */
    static List<Right> needed(WorkloadName stable, String canary, Optional<Originals> originals, Terms terms) {
        List<Right> rights = new ArrayList<>();
        rights.addAll(Right.to(Kind.LEASE, CanaryNames.lease(stable), "get", "update"));
        rights.addAll(Right.toAny(Kind.LEASE, "create"));
        rights.addAll(Right.to(Kind.DEPLOYMENT, stable.name(), "get"));
        if (!terms.external()) {
            rights.addAll(Right.to(Kind.DEPLOYMENT, stable.name(), "update"));
        }
        rights.addAll(Right.to(Kind.DEPLOYMENT, canary, "get", "update"));
        rights.addAll(Right.toAny(Kind.REPLICA_SET, "get", "list"));
        rights.addAll(Right.toAny(Kind.POD, "list"));
        rights.addAll(Right.toAny(Kind.ENDPOINT_SLICE, "list"));
        rights.addAll(Right.toAny(Kind.SERVICE, "get", "list"));
        rights.addAll(Right.toAny(OtherKinds.AUTOSCALER.get(0), "list"));
        rights.addAll(DeploymentRights.floor(originals));
        return List.copyOf(rights);
    }
}
