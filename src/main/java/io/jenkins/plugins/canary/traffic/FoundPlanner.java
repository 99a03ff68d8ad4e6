package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.FoundCanary;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks at the cluster once and finds where routes lead to a canary that something else made, or says what is in the way. */
final class FoundPlanner {
    private final RouteForm form;
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final FoundServices services;

    FoundPlanner(RouteForm form, TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.form = form;
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.services =
                FoundServices.read(api, namespace, workload, spec.canary().orElseThrow());
    }

    RoutePlan plan() {
        List<String> names = IstioObjects.names(spec, form.nameOption());
        if (names.isEmpty()) {
            throw new RefusedException(option(form.nameOption()) + ": the name of the " + kind() + " is missing");
        }
        RouteObjects objects = RouteObjects.served(api, form);
        List<RouteObject> named = names.stream()
                .map(name -> objects.find(namespace, name)
                        .orElseThrow(() -> new RefusedException(option(form.nameOption()) + ": there is no " + kind()
                                + " " + name + " in namespace " + namespace
                                + "; a canary that something else made must have a place in it")))
                .toList();
        String stable = chosen("stable", services.ofStable(), named, spec.option("service"));
        List<RouteObject> routes = form.router() == RouterKind.NGINX ? canaryIngresses(objects, named) : named;
        String canary = chosen("the canary", services.ofCanary(), routes, Optional.empty());
        routes.forEach(this::refuseForeign);
        return recorded(routes, new FoundRoutes(objects.kind().apiVersion(), stable, canary, List.of()));
    }

    private void refuseForeign(RouteObject route) {
        route.mustBeFreeFor("");
        Acceptance acceptance = form.acceptance(route);
        if (acceptance.state() == Acceptance.State.REJECTED) {
            throw new RefusedException("traffic: the route is not accepted as it is: " + acceptance.sentence());
        }
    }

    /** The Ingresses that ingress-nginx takes for canaries of the named ones, and which lead to the canary. */
    private List<RouteObject> canaryIngresses(RouteObjects objects, List<RouteObject> named) {
        List<String> places = named.stream()
                .flatMap(one -> Ingresses.places(Fields.list(one.spec(), "rules")).stream())
                .toList();
        List<RouteObject> found = api.list(objects.kind(), namespace, Map.of()).stream()
                .map(RouteObject::new)
                .filter(NginxCanary::isOne)
                .filter(one -> Ingresses.places(Fields.list(one.spec(), "rules")).stream()
                        .anyMatch(places::contains))
                .toList();
        if (found.isEmpty()) {
            throw new RefusedException(
                    "traffic: there is no canary Ingress (annotation " + NginxCanary.CANARY
                            + ") for the host and path of " + named.get(0)
                            + "; a canary that something else made must have one, with canary-weight 0 if it is to get nothing yet");
        }
        return found;
    }

    private String chosen(String whose, List<Service> own, List<RouteObject> routes, Optional<String> wanted) {
        List<String> led = routes.stream().flatMap(this::leadsTo).distinct().toList();
        List<String> found = own.stream()
                .map(service -> service.getMetadata().getName())
                .filter(name -> wanted.map(name::equals).orElse(true))
                .filter(name -> routes.stream().anyMatch(route -> leads(route, name)))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String where = routes.stream().map(RouteObject::toString).collect(Collectors.joining(", "));
        if (found.size() > 1) {
            throw new RefusedException(option("service") + ": " + where + " leads to several Services of " + whose
                    + " (" + String.join(", ", found) + "); say which one");
        }
        throw new RefusedException(
                "traffic: " + where + " does not lead to a Service of " + whose + " alone ("
                        + (own.isEmpty() ? "there is none" : names(own)) + "), it leads to "
                        + (led.isEmpty() ? "nothing" : String.join(", ", led)) + services.sharedBut()
                        + "; the route must name both versions' Services, the canary's with weight 0 if it is to get nothing yet");
    }

    private boolean leads(RouteObject route, String service) {
        if (form.router() == RouterKind.NGINX) {
            return Ingresses.services(route.spec()).contains(service);
        }
        Arms arms = form.arms(namespace, service, "");
        return ObjectSplit.destinations(form.dialect(form.remember(route)), route)
                .anyMatch(arms::isStable);
    }

    private Stream<String> leadsTo(RouteObject route) {
        return form.router() == RouterKind.NGINX
                ? Ingresses.services(route.spec()).stream()
                : ObjectSplit.destinations(form.dialect(form.remember(route)), route)
                        .flatMap(one -> Fields.text(one, form.serviceField()).stream());
    }

    private RoutePlan recorded(List<RouteObject> routes, FoundRoutes empty) {
        List<FoundRoutes.Found> found = routes.stream()
                .map(route -> {
                    FoundRoutes.Found unread = new FoundRoutes.Found(route.name(), List.of(), form.remember(route));
                    FoundSplit split = empty.split(form, namespace, unread);
                    if (split.isAmbiguous(route)) {
                        throw new RefusedException(
                                "traffic: " + route
                                        + " names a version twice in one route, so nobody can say which weight is meant; name it once");
                    }
                    return new FoundRoutes.Found(route.name(), split.pairs(route), unread.remembered());
                })
                .toList();
        FoundRoutes plan = new FoundRoutes(empty.apiVersion(), empty.service(), empty.canary(), found);
        return new RoutePlan(
                Separation.OWN_SERVICE,
                List.of(plan.service()),
                plan.originals(),
                Optional.of(new FoundCanary(plan.canary(), weight(routes, plan))));
    }

    private int weight(List<RouteObject> routes, FoundRoutes plan) {
        List<Integer> weights = IntStream.range(0, routes.size())
                .boxed()
                .flatMap(i -> plan.split(form, namespace, plan.objects().get(i)).weights(routes.get(i)).stream())
                .distinct()
                .sorted()
                .toList();
        String where = routes.stream().map(RouteObject::toString).collect(Collectors.joining(", "));
        if (weights.isEmpty()) {
            throw new RefusedException("traffic: no route of " + where + " gives something to " + plan.service()
                    + " and names " + plan.canary() + " beside it, so no weight can be shifted between them");
        }
        if (weights.size() > 1) {
            throw new RefusedException("traffic: the routes of " + where + " give the canary different shares ("
                    + weights.stream().map(one -> one + " %").collect(Collectors.joining(", "))
                    + "), so it has no one weight; make them alike");
        }
        return weights.get(0);
    }

    private static String names(List<Service> services) {
        return services.stream().map(service -> service.getMetadata().getName()).collect(Collectors.joining(", "));
    }

    private String option(String name) {
        return "traffic." + form.router().word() + "." + name;
    }

    private String kind() {
        return form.versions().get(0).kind();
    }
}
