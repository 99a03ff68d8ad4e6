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
    ON_DELETE,
    /** A Knative Service in place of both, which leads traffic to its own revisions. */
    KNATIVE,
    /** The same with an InferenceService of KServe. */
    KSERVE;

    /** Whether the share of pods is the share of traffic. */
    public boolean sharesPods() {
        return this == REPLICAS || isInPlace();
    }

    /** Whether the workload's own pods change their version. */
    public boolean isInPlace() {
        return this == PARTITION || this == ON_DELETE;
    }

    /** Whether the workload leads traffic to its own revisions, so that nothing else scales it. */
    public boolean isServerless() {
        return this == KNATIVE || this == KSERVE;
    }

    /** The workload's kind as the cluster writes it. */
    public String kind() {
        return switch (this) {
            case PARTITION -> "StatefulSet";
            case ON_DELETE -> "DaemonSet";
            case KNATIVE -> "Service";
            case KSERVE -> "InferenceService";
            default -> "Deployment";
        };
    }

    /** What a specification calls the workload. */
    public String workload() {
        return switch (this) {
            case PARTITION, ON_DELETE, KSERVE -> kind().toLowerCase(Locale.ROOT) + "/" + Scenery.NAME;
            case KNATIVE -> "ksvc/" + Scenery.NAME;
            default -> Scenery.NAME;
        };
    }

    /** What a specification says of the router. */
    public String traffic() {
        return switch (this) {
            case HOST, SUBSET -> "{istio: {virtualService: checkout}}";
            case HTTPROUTE -> "{httpRoute: {name: checkout}}";
            case NGINX -> "{nginx: {ingress: checkout}}";
            case REPLICAS, PARTITION, ON_DELETE -> "replicas";
            case KNATIVE -> "knative";
            case KSERVE -> "kserve";
        };
    }
}
