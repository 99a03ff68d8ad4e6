package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.MissingRights;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves traffic by the weights in the rules of a Gateway API HTTPRoute that the user owns: beside each backendRef to stable's
 * Service one to the canary's is written. Nothing else of the object is changed; what was changed is put back as it was found.
 * While a canary runs, the object carries its release as a label.
 *
 * <p>An HTTPRoute that was deleted meanwhile sends nothing to the canary: then traffic is home, and any other weight is refused.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httproute">Gateway API: HTTPRoute</a>
 */
final class HttpRouteRouter implements TrafficRouter {
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    HttpRouteRouter(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
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
        return new HttpRoutePlanner(spec, api, namespace, workload).plan();
    }

    /** {@inheritDoc} Where a rule already splits to others by small weights, whole parts of stable's may be too coarse. */
    @Override
    public List<String> problems(List<Integer> weights, int stableReplicas) {
        HttpRouteOriginals plan = HttpRouteOriginals.read(plan().originals());
        List<Map<String, Object>> rules = find(plan).map(RouteObject::routes).orElse(List.of());
        return TooCoarse.among(plan.split(namespace).shares(rules), weights).stream()
                .map(found -> tooCoarse(plan, found))
                .toList();
    }

    @Override
    public int canaryReplicas(int weight, int stableReplicas) {
        return CanarySize.pods(weight, stableReplicas);
    }

    @Override
    public boolean carries(ClaimRecord claim, int weight) {
        HttpRouteOriginals plan = HttpRouteOriginals.read(claim.route().originals());
        RouteSplit split = plan.split(namespace);
        return find(plan)
                .map(route -> weight == 0
                        ? home(split, route, claim).equals(route) && !split.namesCanary(route.routes())
                        : given(split, route, claim, weight).equals(route) && split.namesCanary(route.routes()))
                .orElse(weight == 0);
    }

    @Override
    public void shift(ClaimRecord claim, int weight) {
        if (weight == 0) {
            home(claim);
            return;
        }
        HttpRouteOriginals plan = HttpRouteOriginals.read(claim.route().originals());
        RouteObject route = find(plan)
                .orElseThrow(() -> new RefusedException("traffic: HTTPRoute " + namespace + "/" + plan.httpRoute()
                        + " is gone; it was there when the release began, so somebody deleted it"));
        route.heldByAnother(claim.release()).ifPresent(problem -> {
            throw new RefusedException(problem);
        });
        RouteSplit split = plan.split(namespace);
        if (!split.splitsAny(route.routes())) {
            throw new RefusedException("traffic: " + route + " has no rule that leads to " + plan.service()
                    + " any more; it had when release " + claim.release() + " began");
        }
        objects(plan).replace(route, given(split, route, claim, weight));
    }

    @Override
    public void home(ClaimRecord claim) {
        HttpRouteOriginals plan = HttpRouteOriginals.read(claim.route().originals());
        find(plan).ifPresent(route -> objects(plan).replace(route, home(plan.split(namespace), route, claim)));
    }

    @Override
    public void clear(ClaimRecord claim) {
        home(claim);
    }

    private static RouteObject given(RouteSplit split, RouteObject route, ClaimRecord claim, int weight) {
        return route.withRoutes(split.give(route.routes(), weight)).labelled(claim.release());
    }

    private static RouteObject home(RouteSplit split, RouteObject route, ClaimRecord claim) {
        return route.withRoutes(split.asFound(route.routes())).unlabelled(claim.release());
    }

    private Optional<RouteObject> find(HttpRouteOriginals plan) {
        return objects(plan).find(namespace, plan.httpRoute());
    }

    private HttpRoutes objects(HttpRouteOriginals plan) {
        return new HttpRoutes(api, plan.version());
    }

    private static String tooCoarse(HttpRouteOriginals plan, TooCoarse found) {
        return found.weight() + " % is not possible where HTTPRoute " + plan.httpRoute() + " gives stable a weight of "
                + found.share() + ": whole parts of that are " + found.possible()
                + " of it; write larger weights in the same proportion, such as "
                + 100 * found.share();
    }
}
