package io.jenkins.plugins.canary.simulation;

/** How the simulated service's traffic is routed before a release begins. */
public enum Routing {
    /** An Istio VirtualService whose routes name Services. */
    HOST,
    /** An Istio VirtualService and a DestinationRule: the routes name subsets of one Service. */
    SUBSET,
    /** No router: the Service alone, each ready pod with the same share. */
    REPLICAS
}
