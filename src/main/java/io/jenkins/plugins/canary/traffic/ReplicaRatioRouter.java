package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.EndpointSlices;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * No router: the canary's pods stand behind stable's Services, and its share of the pods is its share of the traffic.
 *
 * <p>So there is no route object, and <em>creating or scaling the canary is the shift</em>: a pod gets its share as soon as it
 * is ready. {@link #shift} scales the canary to the number of pods for the weight, {@link #home} to none. The weight is one
 * beside the replicas that stable is meant to have now: where an autoscaler gave it more, the canary needs more as well.
 */
final class ReplicaRatioRouter implements TrafficRouter {
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final String canary;
    private final EndpointSlices endpoints;

    ReplicaRatioRouter(KubernetesApi api, String namespace, WorkloadName workload) {
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
        this.canary = CanaryNames.canary(workload.name());
        this.endpoints = new EndpointSlices(api, namespace);
    }

    /** {@inheritDoc} There is no route object: what the workload may do is enough. */
    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return List.of();
    }

    @Override
    public RoutePlan plan() {
        StableWorkload stable = StableWorkload.read(api, namespace, workload);
        List<String> services = stable.services(api).stream()
                .map(Service::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
        if (services.isEmpty()) {
            throw new RefusedException("traffic: no Service in namespace " + namespace + " selects the pods of "
                    + stable + " (labels " + stable.podLabels() + "), so no share of traffic can be given; create one");
        }
        return new RoutePlan(Separation.SHARED_SERVICE, services, Originals.NONE);
    }

    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        return new PodShare(stableReplicas).problems(exposures.stream().map(Exposure::weight));
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        PodShare share = new PodShare(stableReplicas);
        if (load == 100) {
            throw new RefusedException(share.problem(load).orElseThrow());
        }
        return share.pods(load);
    }

    /** {@inheritDoc} The Services' ready endpoints are counted, not the pods that were asked for. */
    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        int pods = podsFor(exposure.weight());
        List<Pod> canaries = api.list(
                Kind.POD, namespace, Map.of(CanaryNames.RELEASE, claim.release(), CanaryNames.TRACK, "canary"));
        return claim.route().services().stream().allMatch(service -> endpoints.ready(service, canaries) == pods);
    }

    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        if (exposure.isNothing()) {
            home(claim);
            return;
        }
        Deployment found = find(claim)
                .orElseThrow(() -> new RefusedException("traffic: there is no Deployment " + namespace + "/" + canary
                        + " of release " + claim.release()));
        scale(found, podsFor(exposure.weight()));
    }

    @Override
    public void home(ClaimRecord claim) {
        find(claim).ifPresent(found -> scale(found, 0));
    }

    @Override
    public boolean homeEndsPods() {
        return true;
    }

    @Override
    public void clear(ClaimRecord claim) {
        // Nothing was inserted anywhere.
    }

    private int podsFor(int weight) {
        return weight == 0
                ? 0
                : canaryReplicas(
                        weight, StableWorkload.read(api, namespace, workload).replicas());
    }

    private Optional<Deployment> find(ClaimRecord claim) {
        return api.get(Kind.DEPLOYMENT, namespace, canary)
                .filter(found -> Optional.ofNullable(found.getMetadata().getLabels())
                        .orElse(Map.of())
                        .getOrDefault(CanaryNames.RELEASE, "")
                        .equals(claim.release()));
    }

    private void scale(Deployment found, int replicas) {
        if (!Objects.equals(found.getSpec().getReplicas(), replicas)) {
            api.update(
                    Kind.DEPLOYMENT,
                    new DeploymentBuilder(found)
                            .editSpec()
                            .withReplicas(replicas)
                            .endSpec()
                            .build());
        }
    }
}
