package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.MissingRights;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves traffic by a second Ingress of the release's own, which ingress-nginx takes for the canary of the user's. The user's
 * Ingress is only read; taking traffic home is deleting the second one.
 *
 * <p>An Ingress of the user's that was deleted meanwhile sends nothing to the canary, whatever the second one says; a new weight
 * is refused then.
 *
 * @see NginxCanary
 */
final class NginxRouter implements TrafficRouter {
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    NginxRouter(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    /** What must be allowed: to read the user's Ingress, and to see, write and delete the second one. */
    static List<Right> rights(TrafficSpec spec, Optional<RoutePlan> plan) {
        List<Right> rights =
                new ArrayList<>(Right.to(Ingresses.KIND, spec.option("ingress").orElse(""), "get"));
        rights.addAll(Right.toAny(Ingresses.KIND, "list", "create"));
        rights.addAll(Right.to(
                Ingresses.KIND,
                plan.map(one -> NginxCanary.read(one.originals()).name()).orElse(""),
                "get",
                "update",
                "delete"));
        return rights;
    }

    @Override
    public RoutePlan plan() {
        return new NginxPlanner(spec, api, namespace, workload).plan();
    }

    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return MissingRights.of(api, namespace, rights(spec, plan));
    }

    /** {@inheritDoc} Every whole percent can be had, and not every cookie. */
    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        return exposures.stream()
                .flatMap(exposure -> exposure.cohort().stream())
                .flatMap(cohort -> NginxCanary.problem(cohort).stream())
                .distinct()
                .toList();
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        return CanarySize.pods(load, stableReplicas);
    }

    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        NginxCanary canary = NginxCanary.read(claim.route().originals());
        Optional<RouteObject> second = find(canary.name()).filter(one -> canary.isOf(claim.release(), one));
        if (exposure.isNothing() || second.isEmpty()) {
            return exposure.isNothing() && second.isEmpty();
        }
        return find(canary.ingress())
                .filter(first -> canary.give(second.get(), first, claim.release(), exposure)
                        .equals(second.get()))
                .isPresent();
    }

    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        if (exposure.isNothing()) {
            home(claim);
            return;
        }
        NginxCanary canary = NginxCanary.read(claim.route().originals());
        RouteObject first = stillLeading(canary, claim.release());
        Optional<RouteObject> found = find(canary.name());
        if (found.isEmpty()) {
            api.create(
                    Ingresses.KIND,
                    canary.create(first, claim.release(), exposure).resource());
            return;
        }
        RouteObject second = found.get();
        if (!canary.isOf(claim.release(), second)) {
            throw new RefusedException("traffic: " + second + " is not of release " + claim.release()
                    + ", which has to write one of that name; delete or rename it");
        }
        RouteObject next = canary.give(second, first, claim.release(), exposure);
        if (!next.equals(second)) {
            api.update(Ingresses.KIND, next.resource());
        }
    }

    @Override
    public void home(ClaimRecord claim) {
        NginxCanary canary = NginxCanary.read(claim.route().originals());
        find(canary.name())
                .filter(one -> canary.isOf(claim.release(), one))
                .ifPresent(one -> api.delete(
                        Ingresses.KIND,
                        namespace,
                        one.name(),
                        one.resource().getMetadata().getUid()));
    }

    @Override
    public void clear(ClaimRecord claim) {
        home(claim);
    }

    private RouteObject stillLeading(NginxCanary canary, String release) {
        RouteObject first =
                find(canary.ingress()).orElseThrow(() -> RouteObject.gone("Ingress", namespace, canary.ingress()));
        first.mustBeFreeFor(release);
        if (Ingresses.rulesTo(canary.service(), first.spec()).isEmpty()) {
            throw new RefusedException("traffic: " + first + " has no rule that leads to " + canary.service()
                    + " any more; it had when release " + release + " began");
        }
        return first;
    }

    private Optional<RouteObject> find(String name) {
        return api.get(Ingresses.KIND, namespace, name).map(RouteObject::new);
    }
}
