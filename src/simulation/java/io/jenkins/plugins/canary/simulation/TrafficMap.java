package io.jenkins.plugins.canary.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where requests to a host really go: follows what is written in the cluster at this moment, routes of every kind, Services and
 * EndpointSlices, as proxies and gateways do. A route with host names of its own is the host's if one of them begins with it.
 * Requests are plain: {@code GET /checkout} without special headers.
 *
 * @param shares destinations with what part of the traffic each gets; the parts add up to 1
 */
public record TrafficMap(List<Share> shares) {
    static final String PATH = "/checkout";

    /** Copies the list. */
    public TrafficMap {
        shares = List.copyOf(shares);
    }

    /**
     * One destination.
     *
     * @param part of the traffic, 0 to 1
     * @param destination what the route names, for messages
     * @param pods names of the pods with ready endpoints that share it evenly; none: these requests are lost
     */
    public record Share(double part, String destination, List<String> pods) {
        /** Copies the list. */
        public Share {
            pods = List.copyOf(pods);
        }
    }

    /** How one kind of route is followed. */
    @FunctionalInterface
    interface Guide {
        /** Where the routes of a host lead; empty if there is none of this kind. */
        Optional<List<Share>> follow(Surroundings surroundings, String host);
    }

    private static final List<Guide> GUIDES = List.of(
            VirtualServices::follow,
            GatewayRoutes::follow,
            HttpProxies::follow,
            OpenShiftRoutes::follow,
            TraefikServices::follow,
            TrafficSplits::follow,
            AlbIngresses::follow,
            NginxIngresses::follow);

    /** Follows the routes of one host in one namespace; the first kind that has one counts. */
    public static TrafficMap of(ClusterView cluster, String namespace, String host) {
        Surroundings surroundings = new Surroundings(cluster, namespace);
        return new TrafficMap(GUIDES.stream()
                .flatMap(guide -> guide.follow(surroundings, host).stream())
                .findFirst()
                .orElseGet(() -> List.of(new Share(1, host, surroundings.pods(host)))));
    }

    /** Requests that go nowhere. */
    static List<Share> nowhere(String why) {
        return List.of(new Share(1, "(" + why + ")", List.of()));
    }

    /** The part of the traffic that finds no ready endpoint, 0 to 1. */
    public double lost() {
        return shares.stream()
                .filter(share -> share.pods().isEmpty())
                .mapToDouble(Share::part)
                .sum();
    }

    /** The part of the traffic that goes to these pods, 0 to 1. */
    public double toward(Set<String> pods) {
        return shares.stream()
                .filter(share -> !share.pods().isEmpty())
                .mapToDouble(share -> share.part()
                        * share.pods().stream().filter(pods::contains).count()
                        / share.pods().size())
                .sum();
    }
}
