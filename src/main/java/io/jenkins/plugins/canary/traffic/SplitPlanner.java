package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.Acceptance;
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

/** Looks at the cluster once and finds how a route object can bring traffic to the canary, or says what is in the way. */
final class SplitPlanner {
    private final RouteForm form;
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    SplitPlanner(RouteForm form, TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.form = form;
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    RoutePlan plan() {
        String name = spec.option(form.nameOption())
                .orElseThrow(() -> new RefusedException(
                        option(form.nameOption()) + ": the name of the " + kind() + " is missing"));
        Optional<String> wanted = spec.option("service");
        StableWorkload stable = StableWorkload.read(api, namespace, workload);
        StableServices services = StableServices.of(api, stable, option("service"), "a route (" + kind() + ")");
        RouteObjects objects = RouteObjects.served(api, form);
        RouteObject route = objects.find(namespace, name)
                .orElseThrow(() -> missing(name, objects.kind().apiVersion(), services.likely(wanted)));
        route.mustBeFreeFor("");
        refuseUnaccepted(form.acceptance(route));
        Service service = services.chosen(route, one -> leads(route, one), backends(route), wanted);
        return recorded(
                route,
                new SplitOriginals(
                        objects.kind().apiVersion(),
                        name,
                        service.getMetadata().getName(),
                        List.of(),
                        form.remember(route)));
    }

    /** A route that nobody serves brings no traffic to either version. */
    private static void refuseUnaccepted(Acceptance acceptance) {
        if (acceptance.state() == Acceptance.State.REJECTED) {
            throw new RefusedException("traffic: the route is not accepted as it is: " + acceptance.sentence());
        }
    }

    private RoutePlan recorded(RouteObject route, SplitOriginals unweighed) {
        ObjectSplit split = unweighed.split(form, namespace);
        String service = unweighed.service();
        if (split.namesCanary(route)) {
            throw new RefusedException("traffic: " + route + " already routes to " + CanaryNames.canary(service)
                    + ", which the release would create; take that destination out first");
        }
        split.tooFull(route).ifPresent(most -> {
            throw new RefusedException("traffic: " + route + " has a route to " + service + " that has no room for "
                    + CanaryNames.canary(service) + ": " + most + " destinations are the most; take one out");
        });
        form.obstacle(route, split.arms()).ifPresent(problem -> {
            throw new RefusedException("traffic: " + route + " " + problem);
        });
        if (!split.splitsAny(route)) {
            throw new RefusedException(
                    "traffic: " + route + " gives " + service + " no traffic: its weight is 0 wherever it stands");
        }
        SplitOriginals originals = new SplitOriginals(
                unweighed.apiVersion(), unweighed.name(), service, split.weights(route), unweighed.remembered());
        return new RoutePlan(Separation.OWN_SERVICE, List.of(service), originals.originals());
    }

    private boolean leads(RouteObject route, Service service) {
        String name = service.getMetadata().getName();
        BackendArms arms = new BackendArms(namespace, form.serviceField(), name, CanaryNames.canary(name));
        return destinations(route).anyMatch(arms::isStable);
    }

    private String backends(RouteObject route) {
        String backends = destinations(route)
                .flatMap(one -> Fields.text(one, form.serviceField()).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return backends.isEmpty() ? "no backend" : backends;
    }

    private Stream<Map<String, Object>> destinations(RouteObject route) {
        return ObjectSplit.destinations(form.dialect(form.remember(route)), route);
    }

    private RefusedException missing(String name, String apiVersion, Service service) {
        return new RefusedException(option(form.nameOption()) + ": there is no " + kind() + " " + name
                + " in namespace " + namespace + ". This one would do, with names of your own:\n"
                + form.example(apiVersion, name, service));
    }

    private String option(String name) {
        return "traffic." + form.router().word() + "." + name;
    }

    private String kind() {
        return form.versions().get(0).kind();
    }
}
