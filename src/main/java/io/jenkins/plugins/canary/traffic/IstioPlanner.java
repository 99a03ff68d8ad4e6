package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the cluster once and finds how Istio can bring traffic to the canary, or says what is in the way. */
final class IstioPlanner {
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    IstioPlanner(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    RoutePlan plan() {
        List<String> names = IstioObjects.names(spec, "virtualService");
        if (names.isEmpty()) {
            refuse("traffic.istio.virtualService: the name of the VirtualService is missing");
        }
        StableWorkload stable = StableWorkload.read(api, namespace, workload);
        StableServices services = StableServices.of(api, stable, "traffic.istio.service", "a VirtualService");
        IstioObjects objects = IstioObjects.served(api);
        List<RouteObject> routes = names.stream()
                .map(name ->
                        objects.virtualService(namespace, name).orElseThrow(() -> missing(name, objects, services)))
                .toList();
        routes.forEach(route -> route.mustBeFreeFor(""));
        Service service = service(services, routes);
        ServiceHost host = host(service);
        Set<String> wanted = wanted(routes, host);
        if (wanted.isEmpty()) {
            routes.forEach(route -> refuseDelegates(objects, route, host, names));
        }
        IstioOriginals.Subsets subsets =
                subsets(objects, routes, stable, service).orElse(null);
        return recorded(routes, new IstioOriginals(objects.version(), List.of(), host.service(), wanted, subsets));
    }

    /** The one that all of them lead to. */
    private Service service(StableServices services, List<RouteObject> routes) {
        Optional<String> wanted = spec.option("service");
        for (RouteObject route : routes) {
            wanted = Optional.of(
                    services.chosen(route, one -> destinations(route).anyMatch(host(one)::in), hosts(route), wanted)
                            .getMetadata()
                            .getName());
        }
        return services.likely(wanted);
    }

    private RoutePlan recorded(List<RouteObject> routes, IstioOriginals plan) {
        List<IstioOriginals.Found> found =
                routes.stream().map(route -> found(route, plan)).toList();
        IstioOriginals originals =
                new IstioOriginals(plan.version(), found, plan.service(), plan.routes(), plan.subsets());
        return new RoutePlan(
                plan.subsets() == null ? Separation.OWN_SERVICE : Separation.SHARED_SERVICE,
                List.of(plan.service()),
                originals.originals());
    }

    private IstioOriginals.Found found(RouteObject route, IstioOriginals plan) {
        ObjectSplit split = plan.split(namespace, new IstioOriginals.Found(route.name(), List.of()));
        if (split.namesCanary(route)) {
            refuse("traffic: " + route + " already routes to " + CanaryNames.canary(plan.service())
                    + ", which the release would create; take that destination out first");
        }
        if (!split.splitsAny(route)) {
            refuse("traffic: " + route + " gives " + plan.service()
                    + " no traffic" + (plan.routes().isEmpty() ? "" : " by the routes that are named")
                    + ": its weight is 0 wherever it stands");
        }
        return new IstioOriginals.Found(route.name(), split.weights(route));
    }

    private RefusedException missing(String name, IstioObjects objects, StableServices services) {
        Service service = services.likely(spec.option("service"));
        return new RefusedException(
                "traffic.istio.virtualService: there is no VirtualService " + name + " in namespace " + namespace
                        + ". This one would do:\n" + MissingRoute.virtualService(objects.apiVersion(), name, service));
    }

    /** The names the user gave; each must be that of an HTTP route to stable. */
    private Set<String> wanted(List<RouteObject> routes, ServiceHost host) {
        Set<String> wanted = new LinkedHashSet<>(IstioObjects.names(spec, "routes"));
        Set<String> toStable = routes.stream()
                .flatMap(route -> Fields.list(route.spec(), "http").stream())
                .filter(one -> Fields.list(one, "route").stream()
                        .map(Entries.ISTIO::destination)
                        .anyMatch(host::in))
                .map(one -> Fields.text(one, "name").orElse("(no name)"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        wanted.stream().filter(name -> !toStable.contains(name)).findFirst().ifPresent(name -> {
            throw new RefusedException("traffic.istio.routes: "
                    + routes.stream().map(RouteObject::toString).collect(Collectors.joining(", "))
                    + " has no HTTP route named " + name + " to " + host.service() + "; it has "
                    + String.join(", ", toStable));
        });
        return wanted;
    }

    private void refuseDelegates(IstioObjects objects, RouteObject route, ServiceHost host, List<String> split) {
        for (Map<String, Object> one : Fields.list(route.spec(), "http")) {
            Optional<String> name = Fields.text(Fields.in(one, "delegate"), "name");
            String where = Fields.text(Fields.in(one, "delegate"), "namespace").orElse(namespace);
            name.filter(delegate -> !(where.equals(namespace) && split.contains(delegate)))
                    .flatMap(delegate -> objects.virtualService(where, delegate))
                    .filter(delegate -> destinations(delegate).anyMatch(to -> host.in(to, where)))
                    .ifPresent(delegate -> refuse("traffic: " + route + " delegates to " + delegate
                            + ", which routes to " + host.service()
                            + " too; that part would miss the canary. Name it in"
                            + " 'virtualService' too, or in 'routes' the HTTP routes to split"));
        }
    }

    private Optional<IstioOriginals.Subsets> subsets(
            IstioObjects objects, List<RouteObject> routes, StableWorkload stable, Service service) {
        ServiceHost host = host(service);
        List<RouteObject> rules = objects.destinationRules(host);
        if (rules.size() > 1) {
            refuse("traffic: several DestinationRules are about " + host.service() + " ("
                    + rules.stream().map(RouteObject::name).collect(Collectors.joining(", "))
                    + "); Istio merges them in no certain order, so make it one");
        }
        List<Map<String, Object>> toHost = routes.stream()
                .flatMap(IstioPlanner::destinations)
                .filter(host::in)
                .toList();
        if (rules.isEmpty()) {
            toHost.stream()
                    .flatMap(one -> Fields.text(one, "subset").stream())
                    .findFirst()
                    .ifPresent(subset -> refuse("traffic: " + routes.get(0) + " names subset " + subset + " of "
                            + host.service() + ", but no DestinationRule in namespace " + namespace
                            + " is about that host"));
            return Optional.empty();
        }
        rules.get(0).mustBeFreeFor("");
        return Optional.of(new SubsetPlanner(rules.get(0), stable, service).plan(toHost));
    }

    private ServiceHost host(Service service) {
        return new ServiceHost(service.getMetadata().getName(), namespace);
    }

    private static Stream<Map<String, Object>> destinations(RouteObject route) {
        return ObjectSplit.destinations(IstioOriginals.DIALECT, route);
    }

    private static String hosts(RouteObject route) {
        String hosts = destinations(route)
                .flatMap(one -> Fields.text(one, "host").stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return hosts.isEmpty() ? "no host" : hosts;
    }

    private static void refuse(String problem) {
        throw new RefusedException(problem);
    }
}
