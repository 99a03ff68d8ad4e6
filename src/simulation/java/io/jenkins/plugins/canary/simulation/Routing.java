package io.jenkins.plugins.canary.simulation;

import java.util.Locale;

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
    PARTITION,
    /** The same with a DaemonSet. */
    ON_DELETE;

    /** Whether the share of pods is the share of traffic. */
    public boolean sharesPods() {
        return this == REPLICAS || isInPlace();
    }

    /** Whether the workload's own pods change their version. */
    public boolean isInPlace() {
        return this == PARTITION || this == ON_DELETE;
    }

    /** The workload's kind as the cluster writes it. */
    public String kind() {
        return switch (this) {
            case PARTITION -> "StatefulSet";
            case ON_DELETE -> "DaemonSet";
            default -> "Deployment";
        };
    }

    /** What a specification calls the workload. */
    public String workload() {
        return (isInPlace() ? kind().toLowerCase(Locale.ROOT) + "/" : "") + Scenery.NAME;
    }

    /** What a specification says of the router. */
    public String traffic() {
        return switch (this) {
            case HOST, SUBSET -> "{istio: {virtualService: checkout}}";
            case HTTPROUTE -> "{httpRoute: {name: checkout}}";
            case NGINX -> "{nginx: {ingress: checkout}}";
            case REPLICAS, PARTITION, ON_DELETE -> "replicas";
        };
    }
}
