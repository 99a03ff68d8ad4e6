package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Map;

/** Looks at the cluster once and finds how a second Ingress can bring traffic to the canary, or says what is in the way. */
final class NginxPlanner {
    private final TrafficSpec spec;
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;

    NginxPlanner(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.spec = spec;
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
    }

    RoutePlan plan() {
        String name = spec.option("ingress")
                .orElseThrow(() -> new RefusedException("traffic.nginx.ingress: the name of the Ingress is missing"));
        StableWorkload stable = StableWorkload.read(api, namespace, workload);
        StableServices services = StableServices.of(api, stable, "traffic.nginx.service", "an Ingress");
        RouteObject ingress = api.get(Ingresses.KIND, namespace, name)
                .map(RouteObject::new)
                .orElseThrow(() -> missing(name, services.likely(spec.option("service"))));
        ingress.mustBeFreeFor("");
        List<String> leads = Ingresses.services(ingress.spec());
        Service service = services.chosen(
                ingress,
                one -> leads.contains(one.getMetadata().getName()),
                leads.isEmpty() ? "no Service" : String.join(", ", leads),
                spec.option("service"));
        NginxCanary canary = NginxCanary.of(name, service.getMetadata().getName());
        refuseWhatCannotBeSplit(ingress, canary);
        refuseOtherCanaries(ingress, canary);
        return new RoutePlan(Separation.OWN_SERVICE, List.of(canary.service()), canary.originals());
    }

    private static void refuseWhatCannotBeSplit(RouteObject ingress, NginxCanary canary) {
        if (NginxCanary.isOne(ingress)) {
            throw new RefusedException("traffic.nginx.ingress: " + ingress + " is itself a canary Ingress (annotation "
                    + NginxCanary.CANARY + "); name the one that stable's requests come by");
        }
        if (Ingresses.defaultsTo(canary.service(), ingress.spec())) {
            throw new RefusedException("traffic: " + ingress + " sends to " + canary.service()
                    + " by its defaultBackend too, which has no weight, so the canary would miss that part; write it as"
                    + " a rule with path: /");
        }
    }

    /** The controller knows one canary per host and path, and which one it takes of two nobody can say. */
    private void refuseOtherCanaries(RouteObject ingress, NginxCanary canary) {
        List<String> ours = Ingresses.places(Ingresses.rulesTo(canary.service(), ingress.spec()));
        for (RouteObject other : api.list(Ingresses.KIND, namespace, Map.of()).stream()
                .map(RouteObject::new)
                .toList()) {
            if (other.name().equals(canary.name())) {
                throw new RefusedException("traffic: " + other + " exists already"
                        + other.release()
                                .map(release -> " and belongs to release " + release)
                                .orElse("")
                        + "; the release would create one of that name, so delete or rename it");
            }
            Ingresses.places(Fields.list(other.spec(), "rules")).stream()
                    .filter(place -> NginxCanary.isOne(other) && ours.contains(place))
                    .findFirst()
                    .ifPresent(place -> {
                        throw new RefusedException("traffic: " + other + " is a canary Ingress for " + place
                                + " already; ingress-nginx takes one at most, so delete it first");
                    });
        }
    }

    private RefusedException missing(String name, Service service) {
        return new RefusedException("traffic.nginx.ingress: there is no Ingress " + name + " in namespace " + namespace
                + ". This one would do, with your host:\n" + MissingRoute.ingress(name, service));
    }
}
