package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the cluster once and finds how an HTTPRoute can bring traffic to the canary, or says what is in the way. */
final class HttpRoutePlanner {
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    HttpRoutePlanner(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    RoutePlan plan() {
        String name = spec.option("name")
                .orElseThrow(
                        () -> new RefusedException("traffic.httpRoute.name: the name of the HTTPRoute is missing"));
        Optional<String> wanted = spec.option("service");
        StableWorkload stable = StableWorkload.read(api, namespace, workload);
        StableServices services = StableServices.of(api, stable, "traffic.httpRoute.service", "an HTTPRoute");
        HttpRoutes routes = HttpRoutes.served(api);
        RouteObject route = routes.find(namespace, name)
                .orElseThrow(() -> missing(name, routes.apiVersion(), services.likely(wanted)));
        route.heldByAnother("").ifPresent(problem -> {
            throw new RefusedException(problem);
        });
        Service service = services.chosen(route, one -> leads(route, one), backends(route), wanted);
        return recorded(
                route,
                new HttpRouteOriginals(
                        routes.version(), name, service.getMetadata().getName(), List.of()));
    }

    private RoutePlan recorded(RouteObject route, HttpRouteOriginals unweighed) {
        RouteSplit split = unweighed.split(namespace);
        String service = unweighed.service();
        if (split.namesCanary(route.routes())) {
            throw new RefusedException("traffic: " + route + " already routes to " + CanaryNames.canary(service)
                    + ", which the release would create; take that backendRef out first");
        }
        if (!split.splitsAny(route.routes())) {
            throw new RefusedException(
                    "traffic: " + route + " gives " + service + " no traffic: its weight is 0 wherever it stands");
        }
        HttpRouteOriginals originals = new HttpRouteOriginals(
                unweighed.version(), unweighed.httpRoute(), service, split.weights(route.routes()));
        return new RoutePlan(Separation.OWN_SERVICE, List.of(service), originals.originals());
    }

    private boolean leads(RouteObject route, Service service) {
        String name = service.getMetadata().getName();
        BackendArms arms = new BackendArms(namespace, name, CanaryNames.canary(name));
        return refs(route).anyMatch(arms::isStable);
    }

    private static String backends(RouteObject route) {
        String backends = refs(route)
                .flatMap(ref -> Fields.text(ref, "name").stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return backends.isEmpty() ? "no backend" : backends;
    }

    private static Stream<Map<String, Object>> refs(RouteObject route) {
        return route.routes().stream().flatMap(rule -> Fields.list(rule, "backendRefs").stream());
    }

    private RefusedException missing(String name, String apiVersion, Service service) {
        return new RefusedException(
                "traffic.httpRoute.name: there is no HTTPRoute " + name + " in namespace " + namespace
                        + ". This one would do, with the name of your Gateway:\n"
                        + MissingRoute.httpRoute(apiVersion, name, service));
    }
}
