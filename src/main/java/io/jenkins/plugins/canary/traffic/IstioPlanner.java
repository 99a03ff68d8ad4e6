package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.Arrays;
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
        String name = spec.option("virtualService")
                .orElseThrow(() -> new RefusedException(
                        "traffic.istio.virtualService: the name of the VirtualService is missing"));
        StableWorkload stable = StableWorkload.read(api, namespace, workload);
        StableServices services = StableServices.of(api, stable, "traffic.istio.service", "a VirtualService");
        IstioObjects objects = IstioObjects.served(api);
        RouteObject route = objects.virtualService(namespace, name).orElseThrow(() -> missing(name, objects, services));
        route.heldByAnother("").ifPresent(IstioPlanner::refuse);
        refuseOtherProtocols(route, services.all());
        Service service = services.chosen(
                route, one -> httpDestinations(route).anyMatch(host(one)::in), hosts(route), spec.option("service"));
        ServiceHost host = host(service);
        Set<String> routes = routes(route, host);
        if (routes.isEmpty()) {
            refuseDelegates(objects, route, host);
        }
        IstioOriginals.Subsets subsets =
                subsets(objects, route, stable, service).orElse(null);
        IstioOriginals unweighed =
                new IstioOriginals(objects.version(), name, host.service(), routes, List.of(), subsets);
        return recorded(route, unweighed);
    }

    private RoutePlan recorded(RouteObject route, IstioOriginals plan) {
        RouteSplit split = plan.split(namespace);
        if (split.namesCanary(route.routes())) {
            refuse("traffic: " + route + " already routes to " + CanaryNames.canary(plan.service())
                    + ", which the release would create; take that destination out first");
        }
        if (!split.splitsAny(route.routes())) {
            refuse("traffic: " + route + " gives " + plan.service()
                    + " no traffic: its weight is 0 wherever it stands");
        }
        IstioOriginals originals = new IstioOriginals(
                plan.version(),
                plan.virtualService(),
                plan.service(),
                plan.routes(),
                split.weights(route.routes()),
                plan.subsets());
        return new RoutePlan(
                plan.subsets() == null ? Separation.OWN_SERVICE : Separation.SHARED_SERVICE,
                List.of(plan.service()),
                originals.originals());
    }

    private RefusedException missing(String name, IstioObjects objects, StableServices services) {
        Service service = services.likely(spec.option("service"));
        return new RefusedException(
                "traffic.istio.virtualService: there is no VirtualService " + name + " in namespace " + namespace
                        + ". This one would do:\n" + MissingRoute.virtualService(objects.apiVersion(), name, service));
    }

    /** The names the user gave; each must be that of an HTTP route to stable. */
    private Set<String> routes(RouteObject route, ServiceHost host) {
        Set<String> wanted = spec.option("routes").stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> toStable = route.routes().stream()
                .filter(one -> destinations(one).anyMatch(host::in))
                .map(one -> Fields.text(one, "name").orElse("(no name)"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        wanted.stream().filter(name -> !toStable.contains(name)).findFirst().ifPresent(name -> {
            throw new RefusedException("traffic.istio.routes: " + route + " has no HTTP route named " + name + " to "
                    + host.service() + "; it has " + String.join(", ", toStable));
        });
        return wanted;
    }

    private void refuseOtherProtocols(RouteObject route, List<Service> candidates) {
        for (String protocol : List.of("tcp", "tls")) {
            Fields.list(route.spec(), protocol).stream()
                    .flatMap(IstioPlanner::destinations)
                    .filter(one -> candidates.stream()
                            .anyMatch(service -> host(service).in(one)))
                    .findFirst()
                    .ifPresent(
                            one -> refuse("traffic: " + route + " routes " + protocol + " traffic to " + one.get("host")
                                    + " too; only HTTP routes can be split, and the canary would miss that part"));
        }
    }

    private void refuseDelegates(IstioObjects objects, RouteObject route, ServiceHost host) {
        for (Map<String, Object> one : route.routes()) {
            Optional<String> name = Fields.text(Fields.in(one, "delegate"), "name");
            String where = Fields.text(Fields.in(one, "delegate"), "namespace").orElse(namespace);
            name.flatMap(delegate -> objects.virtualService(where, delegate))
                    .filter(delegate -> httpDestinations(delegate).anyMatch(to -> host.in(to, where)))
                    .ifPresent(delegate -> refuse("traffic: " + route + " delegates to " + delegate
                            + ", which routes to " + host.service() + " too; that part would miss the canary. Name in"
                            + " 'routes' the HTTP routes to split, or put the routes to " + host.service()
                            + " into one VirtualService"));
        }
    }

    private Optional<IstioOriginals.Subsets> subsets(
            IstioObjects objects, RouteObject route, StableWorkload stable, Service service) {
        ServiceHost host = host(service);
        List<RouteObject> rules = objects.destinationRules(host);
        if (rules.size() > 1) {
            refuse("traffic: several DestinationRules are about " + host.service() + " ("
                    + rules.stream().map(RouteObject::name).collect(Collectors.joining(", "))
                    + "); Istio merges them in no certain order, so make it one");
        }
        List<Map<String, Object>> toHost =
                httpDestinations(route).filter(host::in).toList();
        if (rules.isEmpty()) {
            toHost.stream()
                    .flatMap(one -> Fields.text(one, "subset").stream())
                    .findFirst()
                    .ifPresent(subset -> refuse("traffic: " + route + " names subset " + subset + " of "
                            + host.service() + ", but no DestinationRule in namespace " + namespace
                            + " is about that host"));
            return Optional.empty();
        }
        rules.get(0).heldByAnother("").ifPresent(IstioPlanner::refuse);
        return Optional.of(new SubsetPlanner(rules.get(0), stable, service).plan(toHost));
    }

    private ServiceHost host(Service service) {
        return new ServiceHost(service.getMetadata().getName(), namespace);
    }

    private static Stream<Map<String, Object>> httpDestinations(RouteObject route) {
        return route.routes().stream().flatMap(IstioPlanner::destinations);
    }

    private static Stream<Map<String, Object>> destinations(Map<String, Object> route) {
        return Fields.list(route, "route").stream().map(one -> Fields.in(one, "destination"));
    }

    private static String hosts(RouteObject route) {
        String hosts = httpDestinations(route)
                .flatMap(one -> Fields.text(one, "host").stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return hosts.isEmpty() ? "no host" : hosts;
    }

    private static void refuse(String problem) {
        throw new RefusedException(problem);
    }
}
