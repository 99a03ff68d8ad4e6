package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.MissingRights;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves traffic by the weights in a route object that the user owns: beside each destination that is stable's Service one to the
 * canary's is written. Nothing else of the object is changed; what was changed is put back as it was found. While a canary
 * runs, the object carries its release as a label.
 *
 * <p>An object that was deleted meanwhile sends nothing to the canary: then traffic is home, and any other weight is refused.
 *
 * @see RouteForm
 */
final class SplitRouter implements TrafficRouter {
    private final RouteForm form;
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    SplitRouter(RouteForm form, TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.form = form;
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return MissingRights.of(api, namespace, Routers.rights(spec, plan));
    }

    @Override
    public RoutePlan plan() {
        return new SplitPlanner(form, spec, api, namespace, workload).plan();
    }

    /** {@inheritDoc} Where a rule already splits to others by small weights, whole parts of stable's may be too coarse. */
    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        SplitOriginals plan = SplitOriginals.read(route.originals());
        ObjectSplit split = plan.split(form, namespace).keeping(Affinity.planned(spec, plan.service()));
        return find(plan).stream()
                .flatMap(object -> Stream.concat(
                        split.obstacles(object, exposures).stream()
                                .map(obstacle -> "traffic: " + object + " " + obstacle),
                        TooCoarse.among(split.shares(object), exposures).stream()
                                .map(found -> tooCoarse(plan, found))))
                .toList();
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        return CanarySize.pods(load, stableReplicas);
    }

    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        SplitOriginals plan = SplitOriginals.read(claim.route().originals());
        ObjectSplit split = split(plan, claim);
        return find(plan)
                .map(route -> exposure.isNothing()
                        ? home(split, route, claim).equals(route) && !split.namesCanary(route)
                        : given(split, route, claim, exposure).equals(route) && split.namesCanary(route))
                .orElse(exposure.isNothing());
    }

    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        if (exposure.isNothing()) {
            home(claim);
            return;
        }
        SplitOriginals plan = SplitOriginals.read(claim.route().originals());
        RouteObject route = find(plan).orElseThrow(() -> RouteObject.gone(kind(), namespace, plan.name()));
        route.mustBeFreeFor(claim.release());
        ObjectSplit split = split(plan, claim);
        if (!split.splitsAny(route)) {
            throw new RefusedException("traffic: " + route + " has no route that leads to " + plan.service()
                    + " any more; it had when release " + claim.release() + " began");
        }
        RouteObject next = given(split, route, claim, exposure);
        Dropped.between(next, objects(plan).replace(route, next)).ifPresent(field -> {
            home(claim);
            throw new RefusedException("traffic: " + route + " came back without " + field
                    + ", so the definition of " + kind() + " in this cluster does not have that field"
                    + form.since(field).map(since -> "; " + since).orElse("")
                    + ". What was written was taken back at once, so the canary gets nothing");
        });
    }

    @Override
    public Acceptance acceptance(ClaimRecord claim) {
        return find(SplitOriginals.read(claim.route().originals()))
                .map(form::acceptance)
                .orElse(Acceptance.UNTOLD);
    }

    @Override
    public void home(ClaimRecord claim) {
        SplitOriginals plan = SplitOriginals.read(claim.route().originals());
        find(plan).ifPresent(route -> objects(plan).replace(route, home(split(plan, claim), route, claim)));
    }

    @Override
    public void clear(ClaimRecord claim) {
        home(claim);
    }

    private ObjectSplit split(SplitOriginals plan, ClaimRecord claim) {
        return plan.split(form, namespace).keeping(Affinity.of(spec, plan.service(), claim));
    }

    private static RouteObject given(ObjectSplit split, RouteObject route, ClaimRecord claim, Exposure exposure) {
        return split.give(route, exposure).labelled(claim.release());
    }

    private static RouteObject home(ObjectSplit split, RouteObject route, ClaimRecord claim) {
        return split.asFound(route).unlabelled(claim.release());
    }

    private Optional<RouteObject> find(SplitOriginals plan) {
        return objects(plan).find(namespace, plan.name());
    }

    private RouteObjects objects(SplitOriginals plan) {
        return RouteObjects.of(api, form, plan.apiVersion());
    }

    private String tooCoarse(SplitOriginals plan, TooCoarse found) {
        int larger = 100 * found.share();
        return found.weight() + " % is not possible where " + kind() + " " + plan.name() + " gives stable a weight of "
                + found.share() + ": whole parts of that are " + found.possible() + " of it"
                + (larger > form.dialect(plan.remembered()).largest()
                        ? ""
                        : "; write larger weights in the same proportion, such as " + larger);
    }

    private String kind() {
        return form.versions().get(0).kind();
    }
}
