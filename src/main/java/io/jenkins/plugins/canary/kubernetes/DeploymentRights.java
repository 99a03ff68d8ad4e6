package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a release of a Deployment must be allowed to do, the claim included. What is not known yet (which Services, which
 * autoscaler) is asked for in general.
 */
public final class DeploymentRights {
    private final WorkloadName workload;
    private final Optional<Originals> originals;
    private final Optional<RoutePlan> route;
    private final Terms terms;
    private final Duration forensics;
    private final Changes changes;

    /**
     * Rights for one Deployment.
     *
     * @param originals what was found of it; empty if nobody has looked
     * @param route how traffic gets there; empty if nobody has looked
     * @param terms what is agreed of the release
     * @param forensics how long a pod of a rolled back canary is kept; zero: none
     * @param changes of which the ConfigMaps and Secrets count if nobody has looked
     */
    public DeploymentRights(
            WorkloadName workload,
            Optional<Originals> originals,
            Optional<RoutePlan> route,
            Terms terms,
            Duration forensics,
            Changes changes) {
        this.workload = workload;
        this.originals = originals;
        this.route = route;
        this.terms = terms;
        this.forensics = forensics;
        this.changes = changes;
    }

    /** What it cannot do without. */
    public List<Right> needed() {
        String canary = CanaryNames.canary(workload.name());
        List<Right> rights = new ArrayList<>();
        rights.addAll(Right.to(Kind.LEASE, CanaryNames.lease(workload), "get", "update"));
        rights.addAll(Right.toAny(Kind.LEASE, "create"));
        rights.addAll(Right.to(Kind.DEPLOYMENT, workload.name(), "get"));
        if (!terms.external()) {
            rights.addAll(Right.to(Kind.DEPLOYMENT, workload.name(), "update"));
        }
        rights.addAll(Right.to(Kind.DEPLOYMENT, canary, "get", "update", "delete"));
        if (terms.baseline()) {
            String copy = CanaryNames.of(Arm.BASELINE, workload.name());
            rights.addAll(Right.to(Kind.DEPLOYMENT, copy, "get", "update", "delete"));
        }
        rights.addAll(Right.toAny(Kind.DEPLOYMENT, "create"));
        rights.addAll(Right.toAny(Kind.REPLICA_SET, "get", "list"));
        rights.addAll(Right.toAny(Kind.POD, "list"));
        if (!forensics.isZero()) {
            rights.addAll(Right.toAny(Kind.POD, "update", "delete"));
        }
        rights.addAll(Right.toAny(Kind.ENDPOINT_SLICE, "list"));
        rights.addAll(services());
        rights.addAll(Right.toAny(OtherKinds.AUTOSCALER.get(0), "list"));
        rights.addAll(Right.toAny(OtherKinds.DISRUPTION_BUDGET.get(0), "list"));
        rights.addAll(floor(originals));
        rights.addAll(copies().rights());
        if (isAutoscalerCopied()) {
            rights.addAll(Right.toAny(OtherKinds.AUTOSCALER.get(0), "create"));
            rights.addAll(Right.to(OtherKinds.AUTOSCALER.get(0), canary, "get", "update", "delete"));
        }
        return List.copyOf(rights);
    }

    /** What it is the better for: post-mortems, warnings before the start, other tools that are noticed, the status. */
    public static List<Right> useful() {
        List<Right> rights = new ArrayList<>();
        rights.add(new Right("get", "", "pods/log", ""));
        Stream.of(
                        Kind.LEASE,
                        OtherKinds.EVENT,
                        OtherKinds.RESOURCE_QUOTA,
                        OtherKinds.NETWORK_POLICY,
                        OtherKinds.POD_MONITOR,
                        OtherKinds.SERVICE_MONITOR,
                        OtherKinds.AUTHORIZATION_POLICY,
                        OtherKinds.ARGO_ROLLOUT.get(0),
                        OtherKinds.FLAGGER_CANARY.get(0))
                .forEach(kind -> rights.addAll(Right.toAny(kind, "list")));
        return List.copyOf(rights);
    }

    private List<Right> services() {
        List<Right> rights = new ArrayList<>(Right.toAny(Kind.SERVICE, "get", "list"));
        if (route.filter(plan -> plan.separation() == Separation.SHARED_SERVICE).isPresent()) {
            return rights;
        }
        rights.addAll(Right.toAny(Kind.SERVICE, "create"));
        List<String> twins = route.map(plan ->
                        plan.services().stream().map(CanaryNames::canary).toList())
                .orElse(List.of(""));
        twins.forEach(twin -> rights.addAll(Right.to(Kind.SERVICE, twin, "delete")));
        return rights;
    }

    private boolean isAutoscalerCopied() {
        return originals
                        .map(DeploymentOriginals::of)
                        .map(DeploymentOriginals::autoscaling)
                        .orElse(changes.autoscaling())
                == Autoscaling.COPY;
    }

    private CopiedConfig copies() {
        return originals
                .map(DeploymentOriginals::of)
                .map(DeploymentOriginals::copies)
                .orElse(CopiedConfig.of(changes));
    }

    /** What keeping stable's capacity takes: of everything that may scale it, until it is known what does. */
    static List<Right> floor(Optional<Originals> originals) {
        if (originals.isEmpty()) {
            return Stream.of(OtherKinds.AUTOSCALER.get(0), OtherKinds.SCALED_OBJECT.get(0))
                    .flatMap(kind -> Right.toAny(kind, "get", "update").stream())
                    .toList();
        }
        return DeploymentOriginals.of(originals.get())
                .floor()
                .map(floor -> Right.to(Autoscaler.kind(floor).orElseThrow(), floor.name(), "get", "update"))
                .orElse(List.of());
    }
}
