package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.StableState.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives stable the canary's template, and its own back: the only thing of stable that is ever written. */
final class DeploymentPromotion {
    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final DeploymentArms arms;
    private final DeploymentObserver observer;
    private final FoundDeployment found;

    DeploymentPromotion(
            KubernetesApi api, String namespace, String name, DeploymentArms arms, DeploymentObserver observer) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
        this.arms = arms;
        this.observer = observer;
        this.found = new FoundDeployment(api, namespace, arms);
    }

    /** What stable would become. */
    Promotion promotion(ClaimRecord claim) {
        Deployment stable = arms.stable();
        PodTemplateSpec template = recorded(stable, claim);
        Deployment canary = canary(claim);
        if (claim.isFound()) {
            found.mustBeAsFound(canary, claim);
        }
        List<Pod> pods =
                arms.canaryPods(claim).stream().filter(PodStates::isLive).toList();
        Map<String, String> images =
                PromotedTemplate.images(template, canary.getSpec().getTemplate(), pods);
        return new Promotion(TemplateHash.of(promoted(stable, canary, claim, images)), images);
    }

    /** Gives stable what the claim says. */
    void promote(ClaimRecord claim) {
        Promotion promotion = claim.promotion()
                .orElseThrow(() -> new IllegalStateException(claim.release() + " records no promotion"));
        Deployment stable = arms.stable();
        if (observer.template(stable, claim) == Template.PROMOTED) {
            return;
        }
        recorded(stable, claim);
        PodTemplateSpec promoted = promoted(stable, canary(claim), claim, promotion.images());
        if (!TemplateHash.of(promoted).equals(promotion.templateHash())) {
            throw new RefusedException("workload: Deployment " + arms.canaryName(claim)
                    + " was changed by somebody else since the promotion began, so it is not what was judged");
        }
        setTemplate(stable, promoted);
    }

    /** Gives stable its recorded template back, if it has the promoted one. */
    void restore(ClaimRecord claim) {
        Optional<Deployment> stable = arms.findStable();
        if (stable.isEmpty() || observer.template(stable.get(), claim) != Template.PROMOTED) {
            return;
        }
        setTemplate(
                stable.get(),
                TemplateHash.withoutAddedLabel(kept(claim).getSpec().getTemplate()));
    }

    /** What keeps the template that stable had before the release. */
    ReplicaSet kept(ClaimRecord claim) {
        DeploymentOriginals originals = DeploymentOriginals.of(claim.workload());
        return api.get(Kind.REPLICA_SET, namespace, originals.replicaSet())
                .filter(set -> TemplateHash.of(set.getSpec().getTemplate()).equals(originals.templateHash()))
                .orElseThrow(
                        () -> new RefusedException(
                                "workload: ReplicaSet " + originals.replicaSet()
                                        + ", which kept the version before the release, is gone; deploy that version again by other means"));
    }

    private PodTemplateSpec promoted(
            Deployment stable, Deployment canary, ClaimRecord claim, Map<String, String> images) {
        Set<String> kept = new HashSet<>(DeploymentArms.matchLabels(stable).keySet());
        if (claim.isFound()) {
            kept.addAll(found.keptLabels(canary));
        }
        return PromotedTemplate.of(
                stable.getSpec().getTemplate(), kept, canary.getSpec().getTemplate(), images);
    }

    private PodTemplateSpec recorded(Deployment stable, ClaimRecord claim) {
        if (observer.template(stable, claim) != Template.RECORDED) {
            throw new RefusedException("workload: Deployment " + name
                    + " was changed by somebody else since the release began, so the canary was not compared with it");
        }
        return stable.getSpec().getTemplate();
    }

    private Deployment canary(ClaimRecord claim) {
        return arms.canary(claim)
                .orElseThrow(() -> new RefusedException("workload: Deployment " + arms.canaryName(claim)
                        + " of release " + claim.release() + " is gone, so there is nothing to promote"));
    }

    private void setTemplate(Deployment stable, PodTemplateSpec template) {
        api.update(
                Kind.DEPLOYMENT,
                new DeploymentBuilder(stable)
                        .editSpec()
                        .withTemplate(template)
                        .endSpec()
                        .build());
    }
}
