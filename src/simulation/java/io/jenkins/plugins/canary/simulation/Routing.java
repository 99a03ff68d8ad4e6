package io.jenkins.plugins.canary.simulation;

/** How the simulated service's traffic is routed before a release begins. */
public enum Routing {
    /** An Istio VirtualService whose routes name Services. */
    HOST,
    /** An Istio VirtualService and a DestinationRule: the routes name subsets of one Service. */
    SUBSET,
    /** A Gateway API HTTPRoute whose rules name Services. */
    HTTPROUTE,
    /** An Ingress of ingress-nginx. */
    NGINX,
    /** No router: the Service alone, each ready pod with the same share. */
    REPLICAS,
    /** The same with a StatefulSet in place of the Deployment: its own pods change their version. */
    PARTITION;

    /** Whether the share of pods is the share of traffic. */
    public boolean sharesPods() {
        return this == REPLICAS || this == PARTITION;
    }

    /** What a specification calls the workload. */
    public String workload() {
        return (this == PARTITION ? "statefulset/" : "") + Scenery.NAME;
    }

    /** What a specification says of the router. */
    public String traffic() {
        return switch (this) {
            case HOST, SUBSET -> "{istio: {virtualService: checkout}}";
            case HTTPROUTE -> "{httpRoute: {name: checkout}}";
            case NGINX -> "{nginx: {ingress: checkout}}";
            case REPLICAS, PARTITION -> "replicas";
        };
    }
}
