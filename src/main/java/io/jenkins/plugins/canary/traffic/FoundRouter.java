package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.MissingRights;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Moves traffic to a canary that something else made, by the weights that its route has for both versions already. Nothing is
 * inserted and nothing taken out; while a canary has another weight than it was found with, the objects carry the release as a
 * label.
 */
final class FoundRouter implements TrafficRouter {
    private final RouteForm form;
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    FoundRouter(RouteForm form, TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.form = form;
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    /** What must be allowed; where another Ingress than the named one is written, it is known once it was found. */
    static List<Right> rights(RouteForm form, TrafficSpec spec, Optional<RoutePlan> plan) {
        List<String> named = IstioObjects.names(spec, form.nameOption());
        Optional<FoundRoutes> found = plan.map(one -> FoundRoutes.read(one.originals()));
        List<Right> rights = new ArrayList<>();
        form.versions().stream()
                .filter(kind -> found.map(one -> one.apiVersion().equals(kind.apiVersion()))
                        .orElse(true))
                .forEach(kind -> {
                    if (form.router() == RouterKind.NGINX) {
                        named.forEach(name -> rights.addAll(Right.to(kind, name, "get")));
                        rights.addAll(Right.toAny(kind, "list"));
                        written(found, List.of(""))
                                .forEach(name -> rights.addAll(Right.to(kind, name, "get", "update")));
                    } else {
                        written(found, named).forEach(name -> rights.addAll(Right.to(kind, name, "get", "update")));
                    }
                });
        return rights.stream().distinct().toList();
    }

    private static List<String> written(Optional<FoundRoutes> found, List<String> otherwise) {
        return found.map(one ->
                        one.objects().stream().map(FoundRoutes.Found::name).toList())
                .orElse(otherwise);
    }

    @Override
    public RoutePlan plan() {
        return new FoundPlanner(form, spec, api, namespace, workload).plan();
    }

    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return MissingRights.of(api, namespace, rights(form, spec, plan));
    }

    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        FoundRoutes plan = FoundRoutes.read(route.originals());
        Stream<String> coarse = plan.objects().stream().flatMap(one -> find(plan, one).stream()
                .flatMap(object -> TooCoarse.among(
                                plan.split(form, namespace, one).shares(object), exposures)
                        .stream()
                        .map(found -> found.weight() + " % is not possible where " + object
                                + " gives both versions a weight of " + found.share() + ": whole parts of that are "
                                + found.possible() + " of it")));
        return Stream.concat(FoundReplicas.weightsAlone(exposures), coarse)
                .distinct()
                .toList();
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        return CanarySize.pods(load, stableReplicas);
    }

    /** {@inheritDoc} What it was found with is carried as it was written then, too. */
    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        boolean asFound = exposure.equals(found(claim));
        return all(
                claim,
                exposure.isNothing(),
                (split, object) -> object.equals(split.give(object, exposure.weight()))
                        || asFound && object.equals(split.asFound(object)));
    }

    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        FoundRoutes plan = FoundRoutes.read(claim.route().originals());
        for (FoundRoutes.Found one : plan.objects()) {
            RouteObject object = find(plan, one)
                    .orElseThrow(() -> RouteObject.gone(form.versions().get(0).kind(), namespace, one.name()));
            object.mustBeFreeFor(claim.release());
            FoundSplit split = plan.split(form, namespace, one);
            if (split.weights(object).isEmpty()) {
                throw new RefusedException("traffic: " + object + " has no route to " + plan.service() + " and "
                        + plan.canary() + " any more; it had when release " + claim.release() + " began");
            }
            objects(plan).replace(object, split.give(object, exposure.weight()).labelled(claim.release()));
        }
    }

    @Override
    public Acceptance acceptance(ClaimRecord claim) {
        FoundRoutes plan = FoundRoutes.read(claim.route().originals());
        List<Acceptance> told = plan.objects().stream()
                .flatMap(one -> find(plan, one).stream())
                .map(form::acceptance)
                .toList();
        return Stream.of(Acceptance.State.REJECTED, Acceptance.State.PENDING, Acceptance.State.UNTOLD)
                .flatMap(state -> told.stream().filter(one -> one.state() == state))
                .findFirst()
                .orElse(Acceptance.ACCEPTED);
    }

    @Override
    public void home(ClaimRecord claim) {
        FoundRoutes plan = FoundRoutes.read(claim.route().originals());
        plan.objects().forEach(one -> find(plan, one).ifPresent(object -> objects(plan)
                .replace(object, home(claim, plan.split(form, namespace, one), object))));
    }

    @Override
    public boolean isHome(ClaimRecord claim) {
        return all(claim, true, (split, object) -> object.equals(home(claim, split, object)));
    }

    @Override
    public void clear(ClaimRecord claim) {
        home(claim);
    }

    private static RouteObject home(ClaimRecord claim, FoundSplit split, RouteObject object) {
        RouteObject home = claim.atHome().equals(found(claim))
                ? split.asFound(object)
                : split.give(object, claim.atHome().weight());
        return home.unlabelled(claim.release());
    }

    private static Exposure found(ClaimRecord claim) {
        return claim.route().found().orElseThrow().exposure();
    }

    /**
     * Whether that holds of all objects.
     *
     * @param otherwise what holds where one was deleted
     */
    private boolean all(ClaimRecord claim, boolean otherwise, BiPredicate<FoundSplit, RouteObject> holds) {
        FoundRoutes plan = FoundRoutes.read(claim.route().originals());
        return plan.objects().stream().allMatch(one -> find(plan, one)
                .map(object -> holds.test(plan.split(form, namespace, one), object))
                .orElse(otherwise));
    }

    private Optional<RouteObject> find(FoundRoutes plan, FoundRoutes.Found one) {
        return objects(plan).find(namespace, one.name());
    }

    private RouteObjects objects(FoundRoutes plan) {
        return RouteObjects.of(api, form, plan.apiVersion());
    }
}
