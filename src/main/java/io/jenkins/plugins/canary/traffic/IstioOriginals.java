package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.target.Originals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the Istio router found before the release, and what it will insert: all that is needed to go on or to put it back.
 *
 * @param version of the API that is spoken, such as {@code v1}
 * @param virtualServices that lead to stable
 * @param service name of stable's Service
 * @param routes names of the HTTP routes to split; empty: all routes that go to stable, of whatever protocol
 * @param subsets null unless stable and canary are subsets of one Service
 */
record IstioOriginals(
        String version, List<Found> virtualServices, String service, Set<String> routes, Subsets subsets) {
    /** Where a VirtualService has its routes. */
    static final Dialect DIALECT = new Dialect(
            List.of(
                    new RouteList.Field("http", new IstioSelection()),
                    new RouteList.Field("tls"),
                    new RouteList.Field("tcp")),
            "route",
            Entries.ISTIO,
            100,
            Integer.MAX_VALUE);

    /**
     * A VirtualService before the release.
     *
     * @param weights of stable's destinations
     */
    record Found(String name, List<FoundWeight> weights) {}

    /**
     * Subset mode.
     *
     * @param destinationRule name of the DestinationRule
     * @param twins stable's subsets, each with the canary's that is made after it
     * @param guard the subset that is made for stable because a route to the Service named none; null if all named one
     * @param inserted what goes into the DestinationRule
     */
    record Subsets(String destinationRule, Map<String, String> twins, String guard, DestinationRuleSubsets inserted) {}

    /** Reads what {@link #originals()} wrote. */
    static IstioOriginals read(Originals originals) {
        return Serialization.unmarshal(originals.json(), IstioOriginals.class);
    }

    /** For the claim. */
    Originals originals() {
        return new Originals(Serialization.asJson(this));
    }

    /** How to edit the routes of a VirtualService. */
    ObjectSplit split(String namespace, Found virtualService) {
        return new ObjectSplit(DIALECT, arms(namespace), routes, virtualService.weights());
    }

    Optional<Subsets> ifSubsets() {
        return Optional.ofNullable(subsets);
    }

    private Arms arms(String namespace) {
        ServiceHost host = new ServiceHost(service, namespace);
        return subsets == null
                ? new HostArms(host, new ServiceHost(CanaryNames.canary(service), namespace))
                : new SubsetArms(host, subsets.twins, Optional.ofNullable(subsets.guard));
    }
}
