package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.EndpointSlices;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.FoundCanary;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No router, and a canary that something else put behind stable's Services: its share of the pods is its share of the traffic,
 * and so scaling it is the shift. Once its version is the stable one it is left as it stands, because then all pods run that.
 */
final class FoundReplicas implements TrafficRouter {
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final WorkloadName canary;
    private final EndpointSlices endpoints;

    FoundReplicas(TrafficSpec spec, KubernetesApi api, String namespace, WorkloadName workload) {
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
        this.canary = new WorkloadName(WorkloadName.DEPLOYMENT, spec.canary().orElseThrow());
        this.endpoints = new EndpointSlices(api, namespace);
    }

    /** What was found, for the claim. */
    record Found(int replicas) {}

    /** Why a canary that something else made cannot get that: its route has weights and nothing else. */
    static Stream<String> weightsAlone(List<Exposure> exposures) {
        return exposures.stream()
                .filter(exposure -> !exposure.besides().isEmpty())
                .map(exposure -> "canary: what something else put into the route gets weights only, and not "
                        + exposure.besides());
    }

    /** {@inheritDoc} There is no route object: what the workload may do is enough. */
    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return List.of();
    }

    @Override
    public RoutePlan plan() {
        FoundServices services = FoundServices.read(api, namespace, workload, canary.name());
        if (services.shared().isEmpty()) {
            throw new RefusedException("traffic: no Service in namespace " + namespace + " selects the pods of "
                    + services.stable() + " and of " + services.canary()
                    + " alike, so their share of the pods is no share of traffic; name the router that splits it");
        }
        List<String> names = services.shared().stream()
                .map(Service::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
        int replicas = services.canary().replicas();
        int weight = (int) Math.round(new PodShare(services.stable().replicas()).percent(replicas));
        return new RoutePlan(
                Separation.SHARED_SERVICE,
                names,
                new Originals(Serialization.asJson(new Found(replicas))),
                Optional.of(new FoundCanary(names.get(0), weight)));
    }

    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        int found = route.found().map(FoundCanary::weight).orElse(0);
        return new PodShare(stableReplicas)
                .problems(exposures.stream().map(Exposure::weight).filter(weight -> weight != found));
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        return new PodShare(stableReplicas).pods(load);
    }

    /** {@inheritDoc} The Services' ready endpoints are counted, not the pods that were asked for. */
    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        int pods = podsFor(exposure, claim);
        List<Pod> running = pods();
        return claim.route().services().stream().allMatch(service -> endpoints.ready(service, running) == pods);
    }

    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        Deployment present = find().orElseThrow(
                        () -> new RefusedException("traffic: there is no Deployment " + namespace + "/" + canary.name()
                                + " any more; it was there when release " + claim.release() + " began"));
        scale(present, podsFor(exposure, claim));
    }

    @Override
    public void home(ClaimRecord claim) {
        if (claim.phase() != Phase.PROMOTING) {
            find().ifPresent(present -> scale(present, podsFor(claim.atHome(), claim)));
        }
    }

    /** {@inheritDoc} Pods that were given back as they were found need not be ready: perhaps they never were. */
    @Override
    public boolean isHome(ClaimRecord claim) {
        if (claim.phase() == Phase.PROMOTING) {
            return true;
        }
        int pods = podsFor(claim.atHome(), claim);
        return find().map(present -> replicas(present) == pods).orElse(true)
                && (pods > 0 || carries(claim, Exposure.NONE));
    }

    @Override
    public void clear(ClaimRecord claim) {
        // Nothing was inserted anywhere.
    }

    private int podsFor(Exposure exposure, ClaimRecord claim) {
        FoundCanary found = claim.route().found().orElseThrow();
        if (exposure.equals(found.exposure())) {
            return Serialization.unmarshal(claim.route().originals().json(), Found.class)
                    .replicas();
        }
        return exposure.isNothing()
                ? 0
                : canaryReplicas(
                        exposure.weight(),
                        StableWorkload.read(api, namespace, workload).replicas());
    }

    private List<Pod> pods() {
        return find().map(present -> api.list(
                        Kind.POD, namespace, present.getSpec().getSelector().getMatchLabels()))
                .orElse(List.of());
    }

    private Optional<Deployment> find() {
        return api.get(Kind.DEPLOYMENT, namespace, canary.name());
    }

    private static int replicas(Deployment present) {
        return Optional.ofNullable(present.getSpec().getReplicas()).orElse(1);
    }

    private void scale(Deployment present, int replicas) {
        if (replicas(present) != replicas) {
            api.update(
                    Kind.DEPLOYMENT,
                    new DeploymentBuilder(present)
                            .editSpec()
                            .withReplicas(replicas)
                            .endSpec()
                            .build());
        }
    }
}
