package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes Istio's objects in the version that the server speaks. The fields that are edited are the same in all of
 * them.
 */
final class IstioObjects {
    private static final String GROUP = "networking.istio.io";
    private static final List<String> VERSIONS = List.of("v1", "v1beta1", "v1alpha3");

    /** VirtualServices, newest version first. */
    static final List<Kind<GenericKubernetesResource>> VIRTUAL_SERVICES =
            VERSIONS.stream().map(IstioObjects::virtualService).toList();

    private final KubernetesApi api;
    private final String version;
    private final Kind<GenericKubernetesResource> virtualService;
    private final Kind<GenericKubernetesResource> destinationRule;

    /** In a version that is known to be served. */
    IstioObjects(KubernetesApi api, String version) {
        this.api = api;
        this.version = version;
        this.virtualService = virtualService(version);
        this.destinationRule = destinationRule(version);
    }

    /** In the newest version that the server knows. */
    static IstioObjects served(KubernetesApi api) {
        return VERSIONS.stream()
                .filter(version -> api.serves(virtualService(version)))
                .findFirst()
                .map(version -> new IstioObjects(api, version))
                .orElseThrow(() -> new RefusedException(
                        "traffic: the cluster knows no VirtualService (" + GROUP + " " + String.join(", ", VERSIONS)
                                + "), so Istio is not installed there; use the router 'replicas'"));
    }

    /** The kind in all versions, newest first. */
    static List<Kind<GenericKubernetesResource>> virtualServices() {
        return VERSIONS.stream().map(IstioObjects::virtualService).toList();
    }

    /** What must be allowed to split VirtualServices, and to add subsets to a DestinationRule where there is one. */
    static List<Right> rights(TrafficSpec spec, Optional<RoutePlan> plan) {
        String version = VERSIONS.get(0);
        List<Right> rights = new ArrayList<>();
        names(spec, "virtualService")
                .forEach(name -> rights.addAll(Right.to(virtualService(version), name, "get", "update")));
        rights.addAll(Right.toAny(destinationRule(version), "list"));
        Optional<IstioOriginals> found = plan.map(one -> IstioOriginals.read(one.originals()));
        if (found.isEmpty()) {
            rights.addAll(Right.toAny(destinationRule(version), "get", "update"));
        }
        found.flatMap(IstioOriginals::ifSubsets)
                .ifPresent(subsets ->
                        rights.addAll(Right.to(destinationRule(version), subsets.destinationRule(), "get", "update")));
        return rights;
    }

    /** What an option lists, separated by commas. */
    static List<String> names(TrafficSpec spec, String option) {
        return spec.option(option).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    String version() {
        return version;
    }

    String apiVersion() {
        return virtualService.apiVersion();
    }

    Optional<RouteObject> virtualService(String namespace, String name) {
        return api.get(virtualService, namespace, name).map(RouteObject::new);
    }

    Optional<RouteObject> destinationRule(String namespace, String name) {
        return api.get(destinationRule, namespace, name).map(RouteObject::new);
    }

    /** The DestinationRules of the namespace that are about exactly this Service. */
    List<RouteObject> destinationRules(ServiceHost host) {
        return api.list(destinationRule, host.namespace(), Map.of()).stream()
                .map(RouteObject::new)
                .filter(rule -> host.in(rule.spec()))
                .toList();
    }

    /** Writes what differs from what was read, nothing if nothing does; gives what stands there then. */
    RouteObject replace(RouteObject found, RouteObject next) {
        if (next.equals(found)) {
            return found;
        }
        boolean route = found.resource().getKind().equals(virtualService.kind());
        return new RouteObject(api.update(route ? virtualService : destinationRule, next.resource()));
    }

    private static Kind<GenericKubernetesResource> destinationRule(String version) {
        return Kind.generic(GROUP, version, "DestinationRule", "destinationrules");
    }

    private static Kind<GenericKubernetesResource> virtualService(String version) {
        return Kind.generic(GROUP, version, "VirtualService", "virtualservices");
    }
}
