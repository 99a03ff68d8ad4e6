package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for everything about a Deployment that would make a release of it impossible. Changes nothing. */
final class Preflight {
    private final KubernetesApi api;
    private final String namespace;
    private final DeploymentArms arms;
    private final Bystanders bystanders;
    private final List<String> problems = new ArrayList<>();

    Preflight(KubernetesApi api, String namespace, DeploymentArms arms) {
        this.api = api;
        this.namespace = namespace;
        this.arms = arms;
        this.bystanders = new Bystanders(api, namespace);
    }

    /** What is in the way; sentences, empty if nothing is. */
    List<String> problems(Changes changes, RoutePlan route) {
        Deployment stable = arms.stable();
        String name = stable.getMetadata().getName();
        lookAt(stable);
        problems.addAll(
                new TemplateChanges(changes, name).problems(stable.getSpec().getTemplate()));
        bystanders
                .rivals(stable)
                .forEach(rival -> problems.add("workload: Deployment " + name + " is released by " + rival
                        + "; two tools cannot release one workload"));
        lookAtLabels(stable, route);
        lookForRemains(name, route);
        return List.copyOf(problems);
    }

    private void lookAt(Deployment stable) {
        String who = "workload: Deployment " + stable.getMetadata().getName();
        if (Boolean.TRUE.equals(stable.getSpec().getPaused())) {
            problems.add(
                    who + " is paused, so a promotion would never be rolled out; resume it (kubectl rollout resume)");
        }
        if (Integer.valueOf(0).equals(stable.getSpec().getRevisionHistoryLimit())) {
            problems.add(who + " has revisionHistoryLimit: 0, so the version before a promotion could not be put back;"
                    + " set it to 1 or more");
        }
        if (DeploymentArms.replicas(stable) == 0) {
            problems.add(who + " has 0 replicas, so there is nothing to compare a canary with; scale it up first");
        } else if (!RolloutState.isWhole(stable)) {
            problems.add(who + " is not whole: " + RolloutState.counts(stable)
                    + "; wait until its own rollout is over, or mend it");
        }
    }

    private void lookAtLabels(Deployment stable, RoutePlan route) {
        List<Service> services = bystanders.services(stable);
        Map<String, Map<String, String>> budgets = bystanders.budgets(stable);
        Optional<Distinction> found = LabelRule.find(stable, route, services, List.copyOf(budgets.values()));
        if (found.isEmpty()) {
            problems.add(LabelRule.refusal(stable, services));
        }
        if (route.separation() == Separation.SHARED_SERVICE
                && found.flatMap(Distinction::label).isEmpty()) {
            lookForSelectors(stable, budgets);
        }
    }

    /** Where nothing but an added label tells the pods apart, whatever selects stable's pods takes the canary's for them. */
    private void lookForSelectors(Deployment stable, Map<String, Map<String, String>> budgets) {
        String name = stable.getMetadata().getName();
        Stream<String> autoscaler =
                new Autoscaler(api, namespace).find(name).stream().map(floor -> floor.kind() + " " + floor.name());
        Stream<String> budget = budgets.keySet().stream().map(one -> "PodDisruptionBudget " + one);
        Stream.concat(autoscaler, budget)
                .forEach(one -> problems.add("workload: " + one
                        + " would count the canary's pods as stable's, because Deployment "
                        + name + " selects on the same labels as its Service " + DeploymentArms.matchLabels(stable)
                        + "; use a router with Services of its own, or give the Deployment a label such as 'track: stable'"
                        + " in selector and template (it must be created anew for that)"));
    }

    private void lookForRemains(String name, RoutePlan route) {
        api.get(Kind.DEPLOYMENT, namespace, CanaryNames.canary(name)).ifPresent(this::remains);
        if (route.separation() == Separation.OWN_SERVICE) {
            route.services().forEach(service -> api.get(Kind.SERVICE, namespace, CanaryNames.canary(service))
                    .ifPresent(this::remains));
        }
    }

    private void remains(HasMetadata found) {
        String release = DeploymentArms.label(found, CanaryNames.RELEASE);
        problems.add("workload: " + found.getKind() + " " + found.getMetadata().getName() + " exists already and "
                + (release.isEmpty()
                        ? "belongs to something else; rename it"
                        : "was left by release " + release + "; delete it")
                + ", because the canary needs that name");
    }
}
