package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.InPlacePods;
import io.jenkins.plugins.canary.kubernetes.InPlaceShare;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Selectors;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No router, and a canary that is some of the workload's own pods: their share of the pods is their share of the traffic. Giving a
 * pod the new version <em>is</em> the shift, and the number of all pods stays.
 */
final class InPlaceRouter implements TrafficRouter {
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final InPlacePods pods;

    InPlaceRouter(KubernetesApi api, String namespace, WorkloadName workload, InPlacePods pods) {
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
        this.pods = pods;
    }

    /** {@inheritDoc} There is no route object: what the workload may do is enough. */
    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return List.of();
    }

    /** {@inheritDoc} Services that list pods which are not ready tell nothing; headless ones count where there are no others. */
    @Override
    public RoutePlan plan() {
        Map<String, String> labels = pods.podLabels();
        List<Service> telling = api.list(Kind.SERVICE, namespace, Map.of()).stream()
                .filter(service -> service.getSpec() != null)
                .filter(service -> Selectors.selects(service.getSpec().getSelector(), labels))
                .filter(service -> !Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses()))
                .toList();
        List<Service> addressed =
                telling.stream().filter(service -> !isHeadless(service)).toList();
        List<String> names = (addressed.isEmpty() ? telling : addressed)
                .stream()
                        .map(service -> service.getMetadata().getName())
                        .sorted()
                        .toList();
        if (names.isEmpty()) {
            throw new RefusedException(
                    "traffic: no Service in namespace " + namespace + " selects the pods of " + workload + " (labels "
                            + labels + ") and lists only ready ones, so no share of traffic can be told; create one");
        }
        return new RoutePlan(Separation.SHARED_SERVICE, names, Originals.NONE);
    }

    private static boolean isHeadless(Service service) {
        return "None".equals(service.getSpec().getClusterIP());
    }

    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        return exposures.stream()
                .map(Exposure::weight)
                .distinct()
                .flatMap(weight -> problem(weight, stableReplicas).stream())
                .toList();
    }

    private Optional<String> problem(int weight, int all) {
        String who = workload + " with " + all + (all == 1 ? " pod" : " pods");
        if (all < 2) {
            return Optional.of(weight + " % is not possible for " + who + ": none would be left of the old version");
        }
        InPlaceShare share = new InPlaceShare(all);
        if (weight == 100) {
            return Optional.of(
                    "100 % is not possible for " + who + ": none would be left of the old version; promote instead");
        }
        int best = share.canaries(weight);
        if (WeightTolerance.accepts(share.percent(best), weight)) {
            return Optional.empty();
        }
        int lower = share.percent(best) > weight && best > 1 ? best - 1 : best;
        String possible = Stream.of(lower, lower + 1)
                .filter(number -> number < all)
                .map(number -> Math.round(share.percent(number)) + " %")
                .reduce((one, other) -> one + " or " + other)
                .orElseThrow();
        return Optional.of(weight + " % is not possible for " + who + ": " + possible
                + (possible.contains("or") ? " are" : " is"));
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        if (load == 100 || stableReplicas < 2) {
            throw new RefusedException(problem(load, stableReplicas).orElseThrow());
        }
        return new InPlaceShare(stableReplicas).canaries(load);
    }

    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        return pods.carries(claim, exposure.isNothing() ? 0 : canaryReplicas(exposure.weight(), pods.replicas()));
    }

    /** {@inheritDoc} Weight 0 before there is a canary needs nothing. */
    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        if (!exposure.isNothing()) {
            pods.give(claim, canaryReplicas(exposure.weight(), pods.replicas()));
        }
    }

    @Override
    public void home(ClaimRecord claim) {
        pods.takeHome(claim);
    }

    @Override
    public void clear(ClaimRecord claim) {
        // Nothing was inserted anywhere.
    }
}
