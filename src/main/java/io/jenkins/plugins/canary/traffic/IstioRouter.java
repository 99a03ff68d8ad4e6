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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves traffic by the routes (HTTP, TLS and TCP) of one or several Istio VirtualServices, between two Services or, where a DestinationRule exists for
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

    /** {@inheritDoc} Where a route already splits to others, whole percents of stable's share may be too coarse. */
    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        IstioOriginals plan = IstioOriginals.read(route.originals());
        return plan.virtualServices().stream()
                .flatMap(one -> route(plan, one).stream()
                        .flatMap(object -> problems(
                                plan.split(namespace, one).keeping(Affinity.planned(spec, plan.service())),
                                object,
                                exposures)))
                .toList();
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        return CanarySize.pods(load, stableReplicas);
    }

    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        return plan.virtualServices().stream().allMatch(one -> route(plan, one)
                        .map(route -> exposure.isNothing()
                                ? isHome(plan, split(plan, one, claim), route, claim.release())
                                : gives(split(plan, one, claim), route, claim.release(), exposure))
                        .orElse(exposure.isNothing()))
                && (exposure.isNothing()
                        || plan.ifSubsets()
                                .map(subsets -> hasSubsets(plan, subsets))
                                .orElse(true));
    }

    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        if (exposure.isNothing() && !guards(plan)) {
            home(claim);
            return;
        }
        Map<IstioOriginals.Found, RouteObject> routes = new LinkedHashMap<>();
        plan.virtualServices().forEach(one -> routes.put(one, stillLeading(plan, one, claim.release(), exposure)));
        plan.ifSubsets().ifPresent(subsets -> insertSubsets(plan, subsets, claim.release()));
        routes.forEach((one, route) -> {
            RouteObject next = split(plan, one, claim).give(route, exposure).labelled(claim.release());
            Dropped.between(next, objects(plan).replace(route, next)).ifPresent(field -> {
                home(claim);
                throw new RefusedException("traffic: " + route + " came back without " + field
                        + ", so the definition of VirtualService in this cluster does not have that field; install"
                        + " newer definitions. What was written was taken back at once, so the canary gets nothing");
            });
        });
    }

    /** {@inheritDoc} The first VirtualService that Istio finds an error in counts. */
    @Override
    public Acceptance acceptance(ClaimRecord claim) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        return plan.virtualServices().stream()
                .flatMap(one -> route(plan, one).stream())
                .map(route -> new RouteStatus(route).byValidation())
                .filter(told -> told.state() == Acceptance.State.REJECTED)
                .findFirst()
                .orElse(Acceptance.UNTOLD);
    }

    /** {@inheritDoc} Of several VirtualServices each. */
    @Override
    public void home(ClaimRecord claim) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        for (IstioOriginals.Found one : plan.virtualServices()) {
            ObjectSplit split = split(plan, one, claim);
            route(plan, one).ifPresent(route -> {
                RouteObject home = mustGuard(plan, split, route)
                        ? split.give(route, Exposure.NONE)
                        : split.asFound(route).unlabelled(claim.release());
                objects(plan).replace(route, home);
            });
        }
    }

    /** {@inheritDoc} In subset mode only when no pod of the canary is left: from then on nothing keeps traffic from them. */
    @Override
    public void clear(ClaimRecord claim) {
        IstioOriginals plan = IstioOriginals.read(claim.route().originals());
        IstioObjects objects = objects(plan);
        plan.virtualServices().forEach(one -> route(plan, one)
                .ifPresent(route -> objects.replace(
                        route, split(plan, one, claim).asFound(route).unlabelled(claim.release()))));
        plan.ifSubsets().ifPresent(subsets -> rule(plan, subsets)
                .ifPresent(rule -> objects.replace(
                        rule,
                        rule.withSpec(subsets.inserted().remove(rule.spec())).unlabelled(claim.release()))));
    }

    private RouteObject stillLeading(IstioOriginals plan, IstioOriginals.Found one, String release, Exposure exposure) {
        RouteObject route =
                route(plan, one).orElseThrow(() -> RouteObject.gone("VirtualService", namespace, one.name()));
        route.mustBeFreeFor(release);
        if (!exposure.isNothing() && !plan.split(namespace, one).splitsAny(route)) {
            throw new RefusedException("traffic: " + route + " has no route that leads to " + plan.service()
                    + " any more; it had when release " + release + " began");
        }
        return route;
    }

    private ObjectSplit split(IstioOriginals plan, IstioOriginals.Found one, ClaimRecord claim) {
        return plan.split(namespace, one).keeping(Affinity.of(spec, plan.service(), claim));
    }

    private static boolean gives(ObjectSplit split, RouteObject route, String release, Exposure exposure) {
        return route.belongsTo(release)
                && split.namesCanary(route)
                && split.give(route, exposure).equals(route);
    }

    private boolean isHome(IstioOriginals plan, ObjectSplit split, RouteObject route, String release) {
        if (split.namesCanary(route)) {
            return false;
        }
        return mustGuard(plan, split, route)
                ? split.give(route, Exposure.NONE).equals(route)
                : !route.belongsTo(release) && split.asFound(route).equals(route);
    }

    private static boolean guards(IstioOriginals plan) {
        return plan.ifSubsets().map(subsets -> subsets.guard() != null).orElse(false);
    }

    /**
     * Whether destinations without a subset must have one now. A subset that is missing may not be named: then nothing would
     * be served at all. It is there while a route names the canary, so taking traffic home needs no look at the rule.
     */
    private boolean mustGuard(IstioOriginals plan, ObjectSplit split, RouteObject route) {
        return guards(plan) && (split.namesCanary(route) || hasGuard(plan));
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
        RouteObject rule = rule(plan, subsets)
                .orElseThrow(() -> RouteObject.gone("DestinationRule", namespace, subsets.destinationRule()));
        rule.mustBeFreeFor(release);
        objects(plan)
                .replace(
                        rule,
                        rule.withSpec(subsets.inserted().insert(rule.spec())).labelled(release));
    }

    private Optional<RouteObject> route(IstioOriginals plan, IstioOriginals.Found one) {
        return objects(plan).virtualService(namespace, one.name());
    }

    private Optional<RouteObject> rule(IstioOriginals plan, IstioOriginals.Subsets subsets) {
        return objects(plan).destinationRule(namespace, subsets.destinationRule());
    }

    private IstioObjects objects(IstioOriginals plan) {
        return new IstioObjects(api, plan.version());
    }

    private static Stream<String> problems(ObjectSplit split, RouteObject route, List<Exposure> exposures) {
        return Stream.concat(
                split.obstacles(route, exposures).stream().map(obstacle -> "traffic: " + route + " " + obstacle),
                TooCoarse.among(split.shares(route), exposures).stream().map(found -> tooCoarse(route.name(), found)));
    }

    private static String tooCoarse(String virtualService, TooCoarse found) {
        return found.weight() + " % is not possible where VirtualService " + virtualService + " gives stable "
                + found.share() + " % only: whole percents of that are " + found.possible() + " of stable's share";
    }
}
