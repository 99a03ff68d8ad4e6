package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds everything about a Deployment that would make a release of it impossible, or worse than it looks. Pure. */
final class Preflight {
    /** What is in the way where the server does not know them. */
    static final String NO_ENDPOINT_SLICES =
            "the cluster knows no EndpointSlices (discovery.k8s.io v1 or v1beta1), so it does not tell which"
                    + " pods are ready; Kubernetes 1.19 or newer does";

    private final PreflightFacts facts;
    private final Changes changes;
    private final RoutePlan route;
    private final String name;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Preflight(PreflightFacts facts, Changes changes, RoutePlan route) {
        this.facts = facts;
        this.changes = changes;
        this.route = route;
        this.name = facts.stable().getMetadata().getName();
    }

    /**
     * What is in the way, and what people should know.
     *
     * @param pods that the canary has at its largest weight
     */
    Findings findings(int pods) {
        PodTemplateSpec template = facts.stable().getSpec().getTemplate();
        List<String> wrong = new TemplateChanges(changes, name).problems(template);
        if (!facts.endpointSlices()) {
            problems.add(NO_ENDPOINT_SLICES);
        }
        problems.addAll(problemsOf(facts.stable()));
        problems.addAll(wrong);
        problems.addAll(LabelRule.problems(
                new TemplateChanges(changes, name).labels(template),
                "Deployment " + name,
                facts.stable().getSpec().getSelector(),
                facts.services()));
        facts.rivals()
                .forEach(rival -> problems.add("workload: Deployment " + name + " is released by " + rival
                        + "; two tools cannot release one workload"));
        facts.remains().stream().map(Preflight::inTheWay).forEach(problems::add);
        lookAtLabels();
        if (wrong.isEmpty()) {
            problems.addAll(Quotas.problems(
                    facts.quotas(),
                    new TemplateChanges(changes, name).applied(template).getSpec(),
                    pods));
        }
        facts.unread().forEach(kind -> warnings.add(unread(kind)));
        return new Findings(problems, warnings);
    }

    /** What is said of a kind that may not be looked at. */
    static String unread(String kind) {
        return "the right to list " + kind + " is missing, so nothing is said about those there are";
    }

    /** What is in the way of releasing a Deployment, whatever the canary is. */
    static List<String> problemsOf(Deployment stable) {
        List<String> problems = new ArrayList<>();
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
        return problems;
    }

    private void lookAtLabels() {
        Optional<Distinction> found = LabelRule.find(
                facts.stable(),
                route,
                facts.services(),
                List.copyOf(facts.budgets().values()));
        if (found.isEmpty()) {
            problems.add(LabelRule.refusal(facts.stable(), facts.services()));
            return;
        }
        if (route.separation() == Separation.SHARED_SERVICE
                && found.get().label().isEmpty()) {
            problems.addAll(facts.counters("the canary's pods"));
        }
        lookForBlindSpots(new CanaryObjects("", found.get()));
    }

    private void lookForBlindSpots(CanaryObjects objects) {
        Deployment stable = facts.stable();
        Deployment canary = objects.deployment(stable, stable.getSpec().getTemplate(), 1);
        warnings.addAll(new BlindSpots(Bystanders.podLabels(stable), Bystanders.podLabels(canary)).ofPods(facts));
        if (route.separation() == Separation.OWN_SERVICE) {
            Map<Map<String, String>, Map<String, String>> services = new LinkedHashMap<>();
            facts.services().stream()
                    .filter(service ->
                            route.services().contains(service.getMetadata().getName()))
                    .forEach(service -> services.put(labels(service), labels(objects.service(service))));
            warnings.addAll(BlindSpots.serviceMonitors(facts.serviceMonitors(), services));
        }
    }

    /** Why something that has a clone's name already must go. */
    static String inTheWay(HasMetadata found) {
        String release = DeploymentArms.label(found, CanaryNames.RELEASE);
        return "workload: " + found.getKind() + " " + found.getMetadata().getName() + " exists already and "
                + (release.isEmpty()
                        ? "belongs to something else; rename it"
                        : "was left by release " + release + "; delete it")
                + ", because the release needs that name";
    }

    private static Map<String, String> labels(Service service) {
        return Optional.ofNullable(service.getMetadata().getLabels()).orElse(Map.of());
    }
}
