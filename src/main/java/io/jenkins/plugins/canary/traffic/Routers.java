package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.RevisedWorkload;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.kubernetes.Workloads;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Optional;

/** Makes the router that a release asks for: one of its own, or the {@link SplitRouter} of a {@link RouteForm}. */
public final class Routers {
    private Routers() {}

    /**
     * What a router must be allowed to do with the route's objects.
     *
     * @param plan what it planned; empty if nobody has looked
     */
    public static List<Right> rights(TrafficSpec spec, Optional<RoutePlan> plan) {
        if (spec.canary().isPresent()) {
            return spec.kind() == RouterKind.REPLICAS
                    ? List.of()
                    : FoundRouter.rights(RouteForms.ofFound(spec.kind()), spec, plan);
        }
        return switch (spec.kind()) {
            case ISTIO -> IstioObjects.rights(spec, plan);
            case NGINX -> NginxRouter.rights(spec, plan);
            case REPLICAS, KNATIVE, KSERVE -> List.of();
            default -> RouteObjects.rights(spec, RouteForms.of(spec.kind()), plan);
        };
    }

    /**
     * The router for a workload. Reads nothing yet; safe for use by several threads if {@code api} is.
     *
     * @param spec with all options that its kind requires
     * @param namespace of the workload, its Services and its routes
     */
    public static TrafficRouter create(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        if (spec.canary().isPresent()) {
            return spec.kind() == RouterKind.REPLICAS
                    ? new FoundReplicas(spec, api, namespace, workload)
                    : new FoundRouter(RouteForms.ofFound(spec.kind()), spec, api, namespace, workload);
        }
        return switch (spec.kind()) {
            case ISTIO -> new IstioRouter(spec, api, namespace, workload);
            case NGINX -> new NginxRouter(spec, api, namespace, workload);
            case KNATIVE -> revised(WorkloadKind.KNATIVE_SERVICE, "a Knative Service", spec, api, namespace, workload);
            case KSERVE ->
                revised(WorkloadKind.INFERENCE_SERVICE, "a KServe InferenceService", spec, api, namespace, workload);
            case REPLICAS ->
                Workloads.inPlace(api, namespace, workload)
                        .<TrafficRouter>map(pods -> new InPlaceRouter(api, namespace, workload, pods))
                        .orElseGet(() -> new ReplicaRatioRouter(api, namespace, workload));
            default -> new SplitRouter(RouteForms.of(spec.kind()), spec, api, namespace, workload);
        };
    }

    private static TrafficRouter revised(
            WorkloadKind kind,
            String what,
            TrafficSpec spec,
            KubernetesApi api,
            String namespace,
            WorkloadName workload) {
        if (WorkloadKind.of(workload) != kind) {
            throw new RefusedException("traffic: " + spec.kind().word() + " leads the traffic of " + what + ", and "
                    + workload + " is none; write 'workload: " + kind.word() + "/" + workload.name()
                    + "' or choose another router");
        }
        return new RevisedWorkload(api, namespace, workload);
    }
}
