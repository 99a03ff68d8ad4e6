package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.FoundCanary;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.StableState.Template;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.util.List;
import java.util.Optional;

/** Looks at a Deployment and its canary, and compares with what the claim recorded. */
final class DeploymentObserver {
    private final KubernetesApi api;
    private final String namespace;
    private final DeploymentArms arms;
    private final EndpointSlices slices;
    private final FreshBaseline baseline;

    DeploymentObserver(KubernetesApi api, String namespace, DeploymentArms arms, FreshBaseline baseline) {
        this.api = api;
        this.namespace = namespace;
        this.arms = arms;
        this.baseline = baseline;
        this.slices = new EndpointSlices(api, namespace);
    }

    WorkloadState observe(ClaimRecord claim) {
        StableState stable =
                arms.findStable().map(found -> stable(found, claim)).orElseGet(DeploymentObserver::gone);
        return new WorkloadState(stable, canary(claim), baseline.observe(claim));
    }

    /** Whose template stable has. */
    Template template(Deployment stable, ClaimRecord claim) {
        String hash = TemplateHash.of(stable.getSpec().getTemplate());
        if (isPromoted(stable, hash, claim)) {
            return Template.PROMOTED;
        }
        return DeploymentOriginals.of(claim.workload()).templateHash().equals(hash)
                ? Template.RECORDED
                : Template.OTHER;
    }

    private boolean isPromoted(Deployment stable, String hash, ClaimRecord claim) {
        if (claim.promotion().filter(next -> next.templateHash().equals(hash)).isPresent()) {
            return true;
        }
        return awaited(claim)
                .filter(awaited -> awaited.is(stable.getSpec().getTemplate()))
                .filter(awaited -> !RolloutState.isWhole(stable) || awaited.isRunBy(live(arms.stablePods(stable))))
                .isPresent();
    }

    /** What somebody else is to make of stable, if the release has come so far. */
    private Optional<AwaitedTemplate> awaited(ClaimRecord claim) {
        return claim.promotion().filter(promotion -> claim.terms().external()).flatMap(promotion -> arms.canary(claim)
                .map(canary -> new AwaitedTemplate(canary.getSpec().getTemplate(), promotion.images())));
    }

    /** The canary's own Services that are there; none where it stands behind stable's. */
    List<Service> twins(ClaimRecord claim) {
        return services(claim).stream()
                .filter(service -> !claim.isFound() && claim.route().separation() == Separation.OWN_SERVICE)
                .flatMap(service -> api.get(Kind.SERVICE, namespace, service).stream())
                .filter(twin -> DeploymentArms.isOf(twin, claim.release()))
                .toList();
    }

    /** The Services that the canary's traffic comes through. */
    private static List<String> services(ClaimRecord claim) {
        if (claim.isFound() && claim.route().separation() == Separation.OWN_SERVICE) {
            return claim.route().found().map(FoundCanary::service).stream().toList();
        }
        return claim.route().separation() == Separation.OWN_SERVICE
                ? claim.route().services().stream().map(CanaryNames::canary).toList()
                : claim.route().services();
    }

    /** A rollback must be able to end even where somebody deleted stable. */
    private static StableState gone() {
        return new StableState(Template.OTHER, 0, 0, false, List.of(), Optional.of("somebody deleted the Deployment"));
    }

    private StableState stable(Deployment stable, ClaimRecord claim) {
        List<Pod> pods = live(arms.stablePods(stable));
        int wanted = DeploymentArms.replicas(stable);
        int ready = slices.readyEverywhere(claim.route().services(), pods);
        return new StableState(
                template(stable, claim),
                wanted,
                ready,
                RolloutState.isWhole(stable) && ready >= wanted,
                pods.stream().map(PodStates::plain).toList(),
                RolloutState.trouble(stable)
                        .map(trouble -> trouble
                                + firstTrouble(pods).map(why -> "; " + why).orElse("")));
    }

    /** A Deployment is gone at once when it is deleted; its pods serve until the garbage collector has come to them. */
    private Optional<CanaryState> canary(ClaimRecord claim) {
        Optional<Deployment> canary = arms.canary(claim);
        List<Service> twins = twins(claim);
        List<Pod> pods = live(arms.canaryPods(claim));
        if (canary.isEmpty() && twins.isEmpty() && pods.isEmpty()) {
            return Optional.empty();
        }
        boolean own = !claim.isFound() && claim.route().separation() == Separation.OWN_SERVICE;
        return Optional.of(new CanaryState(
                canary.isPresent()
                        && (!own || twins.size() == claim.route().services().size()),
                canary.map(DeploymentArms::replicas).orElse(0),
                slices.readyEverywhere(services(claim), pods),
                pods.stream().map(PodStates::plain).toList(),
                firstTrouble(pods)
                        .or(() -> canary.flatMap(RolloutState::failure))
                        .or(() -> canary.flatMap(RolloutState::trouble))));
    }

    private static List<Pod> live(List<Pod> pods) {
        return pods.stream().filter(PodStates::isLive).toList();
    }

    private static Optional<String> firstTrouble(List<Pod> pods) {
        return pods.stream().flatMap(pod -> PodStates.trouble(pod).stream()).findFirst();
    }
}
