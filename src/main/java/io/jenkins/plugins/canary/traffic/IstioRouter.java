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
 * Moves traffic by the HTTP routes of an Istio VirtualService, between two Services or, where a DestinationRule exists for
 * stable's, between two subsets of one Service. While a canary runs, the objects carry its release as a label.
 *
 * <p>In subset mode the canary's pods stand behind stable's Service. A route that named no subset would reach them whatever the
 * weights say, so it is given one that holds stable only: by {@link #shift} at any weight, also at 0 before the canary is
 * created, until {@link #clear}.
 *
 * <p>A VirtualService that was deleted meanwhile sends nothing to the canary: then traffic is home, and any other weight is
 * refused.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/virtual-service/">Istio: VirtualService</a>
 */
final class IstioRouter implements TrafficRouter {
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    IstioRouter(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
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
        return new IstioPlanner(spec, api, namespace, workload).plan();
    }

    /** {@inheritDoc} Where a rule already splits to others, whole percents of stable's share may be too coarse. */
    @Override
    public List<String> problems(List<Integer> weights, int stableReplicas) {
        IstioOriginals plan = IstioOriginals.read(plan().originals());
        List<Map<String, Object>> routes = route(plan).map(RouteObject::routes).orElse(List.of());
        return TooCoarse.among(plan.split(namespace).shares(routes), weights).stream()
                .map(found -> tooCoarse(plan, found))
                .toList();
    }

    @Override
    public int canaryReplicas(int weight, int stableReplicas) {
        return CanarySize.pods(weight, stableReplicas);
    }

    @Override
    public boolean carries(ClaimRecord claim, int weight) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        Optional<RouteObject> route = route(plan);
        if (route.isEmpty()) {
            return weight == 0;
        }
        return weight == 0
                ? isHome(plan, route.get(), claim.release())
                : gives(plan, route.get(), claim.release(), weight);
    }

    @Override
    public void shift(ClaimRecord claim, int weight) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        if (weight == 0 && !guards(plan)) {
            home(claim);
            return;
        }
        RouteObject route = route(plan).orElseThrow(() -> gone("VirtualService", plan.virtualService()));
        refuseForeign(route, claim.release());
        RouteSplit split = plan.split(namespace);
        if (weight > 0 && !split.splitsAny(route.routes())) {
            throw new RefusedException("traffic: " + route + " has no HTTP route to " + plan.service()
                    + " any more; it had when release " + claim.release() + " began");
        }
        plan.ifSubsets().ifPresent(subsets -> insertSubsets(plan, subsets, claim.release()));
        objects(plan)
                .replace(
                        route,
                        route.withRoutes(split.give(route.routes(), weight)).labelled(claim.release()));
    }

    @Override
    public void home(ClaimRecord claim) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        RouteSplit split = plan.split(namespace);
        route(plan).ifPresent(route -> {
            RouteObject home = mustGuard(plan, route)
                    ? route.withRoutes(split.give(route.routes(), 0))
                    : route.withRoutes(split.asFound(route.routes())).unlabelled(claim.release());
            objects(plan).replace(route, home);
        });
    }

    /** {@inheritDoc} In subset mode only when no pod of the canary is left: from then on nothing keeps traffic from them. */
    @Override
    public void clear(ClaimRecord claim) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        IstioObjects objects = objects(plan);
        route(plan)
                .ifPresent(route -> objects.replace(
                        route,
                        route.withRoutes(plan.split(namespace).asFound(route.routes()))
                                .unlabelled(claim.release())));
        plan.ifSubsets().ifPresent(subsets -> rule(plan, subsets)
                .ifPresent(rule -> objects.replace(
                        rule,
                        rule.withSpec(subsets.inserted().remove(rule.spec())).unlabelled(claim.release()))));
    }

    private boolean gives(IstioOriginals plan, RouteObject route, String release, int weight) {
        RouteSplit split = plan.split(namespace);
        return route.belongsTo(release)
                && split.namesCanary(route.routes())
                && split.give(route.routes(), weight).equals(route.routes())
                && plan.ifSubsets().map(subsets -> hasSubsets(plan, subsets)).orElse(true);
    }

    private boolean isHome(IstioOriginals plan, RouteObject route, String release) {
        RouteSplit split = plan.split(namespace);
        if (split.namesCanary(route.routes())) {
            return false;
        }
        return mustGuard(plan, route)
                ? split.give(route.routes(), 0).equals(route.routes())
                : !route.belongsTo(release) && split.asFound(route.routes()).equals(route.routes());
    }

    private static boolean guards(IstioOriginals plan) {
        return plan.ifSubsets().map(subsets -> subsets.guard() != null).orElse(false);
    }

    /**
     * Whether destinations without a subset must have one now. A subset that is missing may not be named: then nothing would
     * be served at all. It is there while a route names the canary, so taking traffic home needs no look at the rule.
     */
    private boolean mustGuard(IstioOriginals plan, RouteObject route) {
        return guards(plan) && (plan.split(namespace).namesCanary(route.routes()) || hasGuard(plan));
    }

    private boolean hasGuard(IstioOriginals plan) {
        return plan.ifSubsets()
                .flatMap(subsets ->
                        rule(plan, subsets).filter(rule -> DestinationRuleSubsets.has(rule.spec(), subsets.guard())))
                .isPresent();
    }

    private boolean hasSubsets(IstioOriginals plan, IstioOriginals.Subsets subsets) {
        return rule(plan, subsets)
                .filter(rule -> subsets.inserted().insert(rule.spec()).equals(rule.spec()))
                .isPresent();
    }

    private void insertSubsets(IstioOriginals plan, IstioOriginals.Subsets subsets, String release) {
        RouteObject rule = rule(plan, subsets).orElseThrow(() -> gone("DestinationRule", subsets.destinationRule()));
        refuseForeign(rule, release);
        objects(plan)
                .replace(
                        rule,
                        rule.withSpec(subsets.inserted().insert(rule.spec())).labelled(release));
    }

    private Optional<RouteObject> route(IstioOriginals plan) {
        return objects(plan).virtualService(namespace, plan.virtualService());
    }

    private Optional<RouteObject> rule(IstioOriginals plan, IstioOriginals.Subsets subsets) {
        return objects(plan).destinationRule(namespace, subsets.destinationRule());
    }

    private IstioObjects objects(IstioOriginals plan) {
        return new IstioObjects(api, plan.version());
    }

    private RefusedException gone(String kind, String name) {
        return new RefusedException("traffic: " + kind + " " + namespace + "/" + name
                + " is gone; it was there when the release began, so somebody deleted it");
    }

    private static void refuseForeign(RouteObject object, String release) {
        object.heldByAnother(release).ifPresent(problem -> {
            throw new RefusedException(problem);
        });
    }

    private static String tooCoarse(IstioOriginals plan, TooCoarse found) {
        return found.weight() + " % is not possible where VirtualService " + plan.virtualService() + " gives stable "
                + found.share() + " % only: whole percents of that are " + found.possible() + " of stable's share";
    }
}
