package io.jenkins.plugins.canary.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where requests to a host really go: follows what is written in the cluster at this moment, routes of every kind, Services and
 * EndpointSlices, as proxies and gateways do. A route with host names of its own is the host's if one of them begins with it.
 * A request is {@code GET /checkout}, with such headers as it has.
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
     * @param cookie that the route adds to the answer, {@code name=value}; empty if it adds none
     */
    public record Share(double part, String destination, List<String> pods, String cookie) {
        /** Copies the list. */
        public Share {
            pods = List.copyOf(pods);
        }

        Share(double part, String destination, List<String> pods) {
            this(part, destination, pods, "");
        }

        /** The same, with a cookie; of what a header says of it only name and value. */
        Share setting(String header) {
            return new Share(part, destination, pods, header.split(";", 2)[0]);
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
            NginxIngresses::follow,
            KnativeServices::follow);

    /** Where a plain request goes. */
    public static TrafficMap of(ClusterView cluster, String namespace, String host) {
        return of(cluster, namespace, host, Request.PLAIN);
    }

    /** Follows the routes of one host in one namespace; the first kind that has one counts. */
    public static TrafficMap of(ClusterView cluster, String namespace, String host, Request request) {
        Surroundings surroundings = new Surroundings(cluster, namespace, request);
        return new TrafficMap(GUIDES.stream()
                .flatMap(guide -> guide.follow(surroundings, host).stream())
                .findFirst()
                .orElseGet(() -> List.of(new Share(1, host, surroundings.pods(host)))));
    }

    /** Requests that go nowhere. */
    static List<Share> nowhere(String why) {
        return List.of(new Share(1, "(" + why + ")", List.of()));
    }

    /** Of how many plain requests, 0 to 1, the canary gets a copy whose answer nobody sees. */
    public static double copied(ClusterView cluster, String namespace, String host) {
        Surroundings surroundings = new Surroundings(cluster, namespace, Request.PLAIN);
        return VirtualServices.route(surroundings, host)
                .map(VirtualServices::copied)
                .or(() -> GatewayRoutes.rule(surroundings, host).map(GatewayRoutes::copied))
                .orElse(0.0);
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
