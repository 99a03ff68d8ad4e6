package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.RoutePlan;
import java.util.List;
import java.util.Optional;

/**
 * The fresh copy of a Deployment, {@code <name>-baseline}: its own template in pods as many and as old as the canary's. It stands
 * behind stable's Services, so that it serves its even share of stable's traffic and no route knows of it.
 */
final class FreshBaseline {
    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final DeploymentArms arms;
    private final EndpointSlices slices;

    FreshBaseline(KubernetesApi api, String namespace, String stable, DeploymentArms arms) {
        this.api = api;
        this.namespace = namespace;
        this.name = CanaryNames.of(Arm.BASELINE, stable);
        this.arms = arms;
        this.slices = new EndpointSlices(api, namespace);
    }

    String name() {
        return name;
    }

    /** Creates it, if the release has one and it is missing. */
    void create(ClaimRecord claim, Deployment stable, int replicas) {
        if (!claim.terms().baseline()) {
            return;
        }
        Optional<Deployment> found = named();
        if (found.isPresent()) {
            DeploymentArms.mustBeOf(found.get(), claim);
            return;
        }
        Distinction distinction = Distinction.ofBaseline(
                stable, claim.route().separation(), new Bystanders(api, namespace).services(stable));
        CanaryObjects objects = new CanaryObjects(claim.release(), distinction, Arm.BASELINE);
        api.create(Kind.DEPLOYMENT, objects.deployment(stable, stable.getSpec().getTemplate(), replicas));
    }

    /** Gives it that many replicas, if it is there. */
    void scale(ClaimRecord claim, int replicas) {
        find(claim)
                .filter(found -> DeploymentArms.replicas(found) != replicas)
                .ifPresent(found -> api.update(
                        Kind.DEPLOYMENT,
                        new DeploymentBuilder(found)
                                .editSpec()
                                .withReplicas(replicas)
                                .endSpec()
                                .build()));
    }

    /** What stands of it; empty if nothing does. */
    Optional<CanaryState> observe(ClaimRecord claim) {
        if (!claim.terms().baseline()) {
            return Optional.empty();
        }
        Optional<Deployment> found = find(claim);
        List<Pod> pods = arms.pods(claim, Arm.BASELINE).stream()
                .filter(PodStates::isLive)
                .toList();
        return found.isEmpty() && pods.isEmpty()
                ? Optional.empty()
                : Optional.of(new CanaryState(
                        found.isPresent(),
                        found.map(DeploymentArms::replicas).orElse(0),
                        slices.readyEverywhere(claim.route().services(), pods),
                        pods.stream().map(PodStates::plain).toList(),
                        pods.stream()
                                .flatMap(pod -> PodStates.trouble(pod).stream())
                                .findFirst()
                                .or(() -> found.flatMap(RolloutState::failure))
                                .or(() -> found.flatMap(RolloutState::trouble))));
    }

    void delete(ClaimRecord claim) {
        if (claim.terms().baseline()) {
            find(claim)
                    .ifPresent(found -> api.delete(
                            Kind.DEPLOYMENT,
                            namespace,
                            name,
                            found.getMetadata().getUid()));
        }
    }

    /** What stands in its way. */
    Findings inspect(Changes changes, RoutePlan route, int pods) {
        return new BaselinePreflight(new PreflightReader(api, namespace, arms).read(route), changes, route)
                .findings(named(), pods);
    }

    private Optional<Deployment> find(ClaimRecord claim) {
        return claim.terms().baseline()
                ? named().filter(found -> DeploymentArms.isOf(found, claim.release()))
                : Optional.empty();
    }

    private Optional<Deployment> named() {
        return api.get(Kind.DEPLOYMENT, namespace, name);
    }
}
