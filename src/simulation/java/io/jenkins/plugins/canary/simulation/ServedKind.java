package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A kind of object that the simulated API server knows.
 *
 * @param namespaced whether its objects live in namespaces
 * @param status whether it has a status that only the {@code /status} path changes
 */
public record ServedKind(Kind<?> kind, boolean namespaced, boolean status) {
    /** HorizontalPodAutoscalers. */
    public static final Kind<HorizontalPodAutoscaler> AUTOSCALER = new Kind<>(
            HorizontalPodAutoscaler.class, "autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers");
    /** Istio's VirtualServices. */
    public static final Kind<GenericKubernetesResource> VIRTUAL_SERVICE =
            Kind.generic("networking.istio.io", "v1", "VirtualService", "virtualservices");
    /** Istio's DestinationRules. */
    public static final Kind<GenericKubernetesResource> DESTINATION_RULE =
            Kind.generic("networking.istio.io", "v1", "DestinationRule", "destinationrules");

    /** Gateway API's HTTPRoutes. */
    public static final Kind<GenericKubernetesResource> HTTP_ROUTE =
            Kind.generic("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes");

    /** Gateway API's GRPCRoutes. */
    public static final Kind<GenericKubernetesResource> GRPC_ROUTE =
            Kind.generic("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes");

    /** Traefik's weighted services. */
    public static final Kind<GenericKubernetesResource> TRAEFIK_SERVICE =
            Kind.generic("traefik.io", "v1alpha1", "TraefikService", "traefikservices");

    /** The Service Mesh Interface's TrafficSplits. */
    public static final Kind<GenericKubernetesResource> TRAFFIC_SPLIT =
            Kind.generic("split.smi-spec.io", "v1alpha2", "TrafficSplit", "trafficsplits");

    /** Contour's HTTPProxies. */
    public static final Kind<GenericKubernetesResource> HTTP_PROXY =
            Kind.generic("projectcontour.io", "v1", "HTTPProxy", "httpproxies");

    /** OpenShift's Routes. */
    public static final Kind<GenericKubernetesResource> OPENSHIFT_ROUTE =
            Kind.generic("route.openshift.io", "v1", "Route", "routes");

    /** Knative's Services. */
    public static final Kind<GenericKubernetesResource> KNATIVE_SERVICE =
            Kind.generic("serving.knative.dev", "v1", "Service", "services");

    /** Knative's revisions of them. */
    public static final Kind<GenericKubernetesResource> KNATIVE_REVISION =
            Kind.generic("serving.knative.dev", "v1", "Revision", "revisions");

    /** KServe's InferenceServices. */
    public static final Kind<GenericKubernetesResource> INFERENCE_SERVICE =
            Kind.generic("serving.kserve.io", "v1beta1", "InferenceService", "inferenceservices");

    /** Ingresses. */
    public static final Kind<GenericKubernetesResource> INGRESS =
            Kind.generic("networking.k8s.io", "v1", "Ingress", "ingresses");

    /** Checks that nothing is missing. */
    public ServedKind {
        Objects.requireNonNull(kind, "kind");
    }

    /** What every cluster has, as far as a release may ask for it. */
    public static List<ServedKind> builtIn() {
        return List.of(
                withStatus(Kind.POD),
                withStatus(Kind.SERVICE),
                plain(Kind.CONFIG_MAP),
                plain(Kind.SECRET),
                plain(Kind.generic("", "v1", "Event", "events")),
                new ServedKind(Kind.generic("", "v1", "Namespace", "namespaces"), false, true),
                withStatus(Kind.DEPLOYMENT),
                withStatus(Kind.REPLICA_SET),
                withStatus(Kind.STATEFUL_SET),
                withStatus(Kind.DAEMON_SET),
                plain(Kind.CONTROLLER_REVISION),
                plain(Kind.LEASE),
                plain(Kind.ENDPOINT_SLICE),
                withStatus(AUTOSCALER),
                withStatus(Kind.generic("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")),
                withStatus(INGRESS),
                plain(Kind.generic("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies")));
    }

    /** What Istio adds. */
    public static List<ServedKind> istio() {
        return List.of(plain(VIRTUAL_SERVICE), plain(DESTINATION_RULE));
    }

    /** What the Gateway API adds. */
    public static List<ServedKind> gatewayApi() {
        return List.of(withStatus(HTTP_ROUTE), withStatus(GRPC_ROUTE));
    }

    /** What the other makers of routes add. */
    public static List<ServedKind> otherRoutes() {
        return List.of(
                plain(TRAEFIK_SERVICE), plain(TRAFFIC_SPLIT), withStatus(HTTP_PROXY), withStatus(OPENSHIFT_ROUTE));
    }

    /** What Knative and KServe add. */
    public static List<ServedKind> serverless() {
        return List.of(withStatus(KNATIVE_SERVICE), withStatus(KNATIVE_REVISION), withStatus(INFERENCE_SERVICE));
    }

    /** A cluster with routes of every kind. */
    public static List<ServedKind> withRoutes() {
        return Stream.of(builtIn(), istio(), gatewayApi(), otherRoutes(), serverless())
                .flatMap(List::stream)
                .toList();
    }

    private static <T extends HasMetadata> ServedKind plain(Kind<T> kind) {
        return new ServedKind(kind, true, false);
    }

    private static <T extends HasMetadata> ServedKind withStatus(Kind<T> kind) {
        return new ServedKind(kind, true, true);
    }
}
