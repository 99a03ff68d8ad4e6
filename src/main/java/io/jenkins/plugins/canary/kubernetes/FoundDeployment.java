package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.WorkloadKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A canary that something else made as a Deployment of its own: Helm, kubectl, a GitOps tool, an earlier pipeline. It is scaled
 * for its weight, and has its own number of replicas again at the end; nothing else of it is ever written.
 */
final class FoundDeployment {
    private final KubernetesApi api;
    private final String namespace;
    private final DeploymentArms arms;

    FoundDeployment(KubernetesApi api, String namespace, DeploymentArms arms) {
        this.api = api;
        this.namespace = namespace;
        this.arms = arms;
    }

    /**
     * What it is.
     *
     * @throws RefusedException if it is not there, or not told from stable
     */
    FoundOriginals originals(Deployment stable, String name) {
        Deployment canary = read(name);
        if (name.equals(stable.getMetadata().getName())) {
            throw new RefusedException(
                    "canary: " + name + " is the running version itself; name the new one's Deployment");
        }
        refuseIfConfused(stable, canary);
        refuseIfConfused(canary, stable);
        return new FoundOriginals(
                name,
                DeploymentArms.replicas(canary),
                TemplateHash.of(canary.getSpec().getTemplate()));
    }

    private static void refuseIfConfused(Deployment one, Deployment other) {
        if (selects(one.getSpec().getSelector(), Bystanders.podLabels(other))) {
            throw new RefusedException(
                    "canary: the selector of Deployment "
                            + one.getMetadata().getName() + " " + DeploymentArms.matchLabels(one)
                            + " selects the pods of Deployment "
                            + other.getMetadata().getName() + " " + Bystanders.podLabels(other)
                            + " too, so nothing tells the versions apart; give both a label such as 'track' in selector and template");
        }
    }

    private static boolean selects(LabelSelector selector, Map<String, String> labels) {
        return new LabelSelection(Serialization.unmarshal(Serialization.asJson(selector), Map.class)).selects(labels);
    }

    private Deployment read(String name) {
        return api.get(Kind.DEPLOYMENT, namespace, name)
                .orElseThrow(() ->
                        new RefusedException("canary: there is no Deployment " + name + " in namespace " + namespace));
    }

    /**
     * What is in the way of releasing it.
     *
     * @param pods that it has at its largest weight
     */
    Findings inspect(Deployment stable, String name, int pods) {
        Deployment canary = read(name);
        List<String> problems = new ArrayList<>(Preflight.problemsOf(stable));
        List<String> warnings = new ArrayList<>();
        if (!new EndpointSlices(api, namespace).areServed()) {
            problems.add(Preflight.NO_ENDPOINT_SLICES);
        }
        String release = DeploymentArms.label(canary, CanaryNames.RELEASE);
        if (!release.isEmpty()) {
            problems.add("canary: Deployment " + name + " was made by release " + release
                    + " and not by something else; go on with that release, or delete it");
        }
        if (!RolloutState.isWhole(canary)) {
            problems.add("canary: Deployment " + name + " is not whole: " + RolloutState.counts(canary)
                    + "; wait until its own rollout is over, or mend it");
        }
        Bystanders bystanders = new Bystanders(api, namespace);
        List.of(stable, canary).forEach(one -> bystanders
                .rivals(one)
                .forEach(rival ->
                        problems.add("workload: Deployment " + one.getMetadata().getName() + " is released by " + rival
                                + "; two tools cannot release one workload")));
        new Autoscaler(api, namespace)
                .find(WorkloadKind.DEPLOYMENT.kind(), name)
                .ifPresent(
                        scaler -> problems.add(
                                "canary: " + scaler.kind() + " " + scaler.name()
                                        + " scales it, and so would the release, by its weight; take the autoscaler away until the end"));
        problems.addAll(quotas(canary, pods, warnings));
        return new Findings(problems, warnings);
    }

    private List<String> quotas(Deployment canary, int pods, List<String> warnings) {
        int more = pods - DeploymentArms.replicas(canary);
        if (more <= 0) {
            return List.of();
        }
        try {
            return Quotas.problems(
                    api.list(OtherKinds.RESOURCE_QUOTA, namespace, Map.of()),
                    canary.getSpec().getTemplate().getSpec(),
                    more);
        } catch (DeniedException e) {
            warnings.add(Preflight.unread(OtherKinds.RESOURCE_QUOTA.plural()));
            return List.of();
        }
    }

    /** Keys of the labels that tell pods and their owners apart, and so stay stable's when the canary becomes stable. */
    Set<String> keptLabels(Deployment canary) {
        Map<String, String> labels = Bystanders.podLabels(canary);
        Set<String> keys = new HashSet<>(DeploymentArms.matchLabels(canary).keySet());
        for (Service service : new Bystanders(api, namespace).services(labels)) {
            keys.addAll(service.getSpec().getSelector().keySet());
        }
        Set<String> tracking = new HashSet<>(labels.keySet());
        tracking.removeAll(TrackingKeys.without(labels).keySet());
        keys.addAll(tracking);
        return keys;
    }

    /** Refuses a canary that is not any more what was found, and so not what was judged. */
    void mustBeAsFound(Deployment canary, ClaimRecord claim) {
        FoundOriginals found = FoundOriginals.of(claim.workload());
        if (!TemplateHash.of(canary.getSpec().getTemplate()).equals(found.templateHash())) {
            throw new RefusedException("canary: Deployment " + found.name()
                    + " was changed by another hand since the release began, so it is not what was judged; roll back, and"
                    + " release it again");
        }
    }

    /**
     * Gives it the replicas that it had. Where its pods are its share of the traffic, and that is to be nothing, it keeps none.
     */
    void putBack(ClaimRecord claim) {
        boolean mustServeNobody = claim.route().separation() == Separation.SHARED_SERVICE
                && claim.phase() == Phase.ROLLING_BACK
                && claim.atHome().isNothing();
        int replicas = mustServeNobody ? 0 : FoundOriginals.of(claim.workload()).replicas();
        arms.canary(claim)
                .filter(canary -> DeploymentArms.replicas(canary) != replicas)
                .ifPresent(canary -> api.update(
                        Kind.DEPLOYMENT,
                        new DeploymentBuilder(canary)
                                .editSpec()
                                .withReplicas(replicas)
                                .endSpec()
                                .build()));
    }
}
