package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.RoutePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what would make a fresh copy of a Deployment beside its canary impossible, or worse than it looks. Pure. */
final class BaselinePreflight {
    private final PreflightFacts facts;
    private final Changes changes;
    private final RoutePlan route;
    private final String name;

    BaselinePreflight(PreflightFacts facts, Changes changes, RoutePlan route) {
        this.facts = facts;
        this.changes = changes;
        this.route = route;
        this.name = facts.stable().getMetadata().getName();
    }

    /**
     * What is in the way, and what people should know.
     *
     * @param remains what has the copy's name already
     * @param pods that the canary has at its largest weight, and the copy too
     */
    Findings findings(Optional<Deployment> remains, int pods) {
        List<String> problems = new ArrayList<>();
        remains.map(Preflight::inTheWay).ifPresent(problems::add);
        Distinction distinction = Distinction.ofBaseline(facts.stable(), route.separation(), facts.services());
        if (distinction.label().isEmpty()) {
            problems.addAll(facts.counters("the pods of stable's copy"));
        }
        problems.addAll(shortage(pods));
        return new Findings(problems, blindSpots(distinction));
    }

    /** What is too little for both; where it is too little for the canary alone, that is said elsewhere. */
    private List<String> shortage(int pods) {
        PodTemplateSpec stable = facts.stable().getSpec().getTemplate();
        TemplateChanges changed = new TemplateChanges(changes, name);
        if (!changed.problems(stable).isEmpty()) {
            return List.of();
        }
        PodTemplateSpec canary = changed.applied(stable);
        return Quotas.problems(facts.quotas(), canary.getSpec(), pods).isEmpty()
                ? Quotas.problems(facts.quotas(), canary.getSpec(), stable.getSpec(), pods)
                : List.of();
    }

    private List<String> blindSpots(Distinction distinction) {
        Deployment stable = facts.stable();
        Deployment copy = new CanaryObjects("", distinction, Arm.BASELINE)
                .deployment(stable, stable.getSpec().getTemplate(), 1);
        return new BlindSpots(Bystanders.podLabels(stable), Bystanders.podLabels(copy), "stable's copy's")
                .ofPods(facts);
    }
}
