package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.ClaimRecord;
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
 * is ready. {@link #shift} scales the canary to the number of pods for the weight, {@link #home} to none. All counts are taken
 * of stable's replicas at the time of {@link #plan()}.
 */
final class ReplicaRatioRouter implements TrafficRouter {
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final String canary;
    private final CanaryEndpoints endpoints;

    ReplicaRatioRouter(KubernetesApi api, String namespace, WorkloadName workload) {
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
        this.canary = CanaryNames.canary(workload.name());
        this.endpoints = new CanaryEndpoints(api, namespace);
    }

    /** Stable's replicas when the release began. */
    record Counts(int stableReplicas) {}

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
        String counts = Serialization.asJson(new Counts(stable.replicas()));
        return new RoutePlan(Separation.SHARED_SERVICE, services, new Originals(counts));
    }

    @Override
    public List<String> problems(List<Integer> weights, int stableReplicas) {
        PodShare share = new PodShare(stableReplicas);
        return weights.stream()
                .distinct()
                .map(share::problem)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public int canaryReplicas(int weight, int stableReplicas) {
        PodShare share = new PodShare(stableReplicas);
        if (weight == 100) {
            throw new RefusedException(share.problem(weight).orElseThrow());
        }
        return share.pods(weight);
    }

    /** {@inheritDoc} The Services' ready endpoints are counted, not the pods that were asked for. */
    @Override
    public boolean carries(ClaimRecord claim, int weight) {
        int pods = podsFor(claim, weight);
        return claim.route().services().stream().allMatch(service -> endpoints.ready(service, claim.release()) == pods);
    }

    @Override
    public void shift(ClaimRecord claim, int weight) {
        if (weight == 0) {
            home(claim);
            return;
        }
        Deployment found = find(claim)
                .orElseThrow(() -> new RefusedException("traffic: there is no Deployment " + namespace + "/" + canary
                        + " of release " + claim.release()));
        scale(found, podsFor(claim, weight));
    }

    @Override
    public void home(ClaimRecord claim) {
        find(claim).ifPresent(found -> scale(found, 0));
    }

    @Override
    public void clear(ClaimRecord claim) {
        // Nothing was inserted anywhere.
    }

    private int podsFor(ClaimRecord claim, int weight) {
        Counts counts = Serialization.unmarshal(claim.route().originals().json(), Counts.class);
        return canaryReplicas(weight, counts.stableReplicas());
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
