package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The Services that select stable's pods, of which a route leads to one.
 *
 * @param option where the user says which one, for messages
 */
record StableServices(StableWorkload stable, List<Service> all, String option) {
    /**
     * Reads them.
     *
     * @param route what kind of object must lead to one, for messages
     * @throws RefusedException if there is none
     */
    static StableServices of(KubernetesApi api, StableWorkload stable, String option, String route) {
        List<Service> found = stable.services(api);
        if (found.isEmpty()) {
            throw new RefusedException(
                    "traffic: no Service in namespace " + stable.namespace() + " selects the pods of " + stable
                            + " (labels " + stable.podLabels() + "); create one, and " + route + " that routes to it");
        }
        return new StableServices(stable, found, option);
    }

    /** The one that is wanted, or else the first: for an example. */
    Service likely(Optional<String> wanted) {
        return wanted.flatMap(name ->
                        all.stream().filter(one -> name(one).equals(name)).findFirst())
                .orElse(all.get(0));
    }

    /**
     * The one that the route leads to.
     *
     * @param leads whether it leads to a Service
     * @param elsewhere where it leads instead, for messages
     * @throws RefusedException if it leads to none of them, not to the wanted one, or to several and none is wanted
     */
    Service chosen(RouteObject route, Predicate<Service> leads, String elsewhere, Optional<String> wanted) {
        List<Service> routed = all.stream().filter(leads).toList();
        if (routed.isEmpty()) {
            throw new RefusedException("traffic: " + route + " has no route to a Service of " + stable + " ("
                    + names(all) + "); it routes to " + elsewhere);
        }
        if (wanted.isPresent()) {
            return routed.stream()
                    .filter(service -> name(service).equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(option + ": " + wanted.get() + " is not a Service of "
                            + stable + " that " + route + " routes to; " + names(routed) + " is"));
        }
        if (routed.size() > 1) {
            throw new RefusedException(option + ": " + route + " routes to several Services of " + stable + " ("
                    + names(routed) + "); say which one");
        }
        return routed.get(0);
    }

    private static String names(List<Service> services) {
        return services.stream().map(StableServices::name).collect(Collectors.joining(", "));
    }

    private static String name(Service service) {
        return service.getMetadata().getName();
    }
}
