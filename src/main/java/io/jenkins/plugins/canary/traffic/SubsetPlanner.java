package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.CanaryLabels;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds which subsets of a DestinationRule are stable's and which ones the release has to add. Reads nothing. */
final class SubsetPlanner {
    /** Labels that a controller, not the pod template, gives to pods: they tell old pods from new ones. */
    private static final Set<String> HASHES = Set.of("pod-template-hash", "rollouts-pod-template-hash");

    private final RouteObject rule;
    private final StableWorkload stable;
    private final String service;
    private final CanaryLabels labels;

    SubsetPlanner(RouteObject rule, StableWorkload stable, Service service) {
        this.rule = rule;
        this.stable = stable;
        this.service = service.getMetadata().getName();
        this.labels = CanaryLabels.shared(
                        stable.selector(), List.of(service.getSpec().getSelector()))
                .orElseThrow(() -> noLabel());
    }

    /** Plans for the destinations of stable's Service in the route. */
    IstioOriginals.Subsets plan(List<Map<String, Object>> destinations) {
        Set<String> named = destinations.stream()
                .flatMap(one -> Fields.text(one, "subset").stream())
                .filter(this::isStable)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> taken = taken(destinations);
        boolean guards = destinations.stream().anyMatch(one -> !one.containsKey("subset"));
        if (named.isEmpty() && !guards) {
            throw new RefusedException("traffic: none of the subsets " + destinationSubsets(destinations) + " of "
                    + rule + " selects the pods of " + stable);
        }
        String guard = guards ? free("stable", taken) : null;
        List<DestinationRuleSubsets.Added> added = new ArrayList<>();
        Map<String, String> twins = new LinkedHashMap<>();
        boolean single = named.size() + (guards ? 1 : 0) == 1;
        if (guards) {
            added.add(new DestinationRuleSubsets.Added(guard, Map.of(labels.key(), labels.stableValue()), null));
            twins.put(guard, free(single ? "canary" : "canary-" + guard, taken));
            added.add(new DestinationRuleSubsets.Added(twins.get(guard), canaryLabels(Map.of()), null));
        }
        for (String subset : named) {
            twins.put(subset, free(single ? "canary" : "canary-" + subset, taken));
            added.add(new DestinationRuleSubsets.Added(twins.get(subset), canaryLabels(labelsOf(subset)), subset));
        }
        return new IstioOriginals.Subsets(
                rule.name(),
                twins,
                guard,
                new DestinationRuleSubsets(added, rule.spec().containsKey("subsets")));
    }

    /** Whether the subset selects stable's pods; refuses one that would select the canary's as well. */
    private boolean isStable(String subset) {
        Map<String, String> selected = labelsOf(subset);
        boolean selectsStable = selected.entrySet().stream()
                .allMatch(label -> HASHES.contains(label.getKey())
                        || label.getValue().equals(stable.podLabels().get(label.getKey())));
        if (selectsStable && canaryPods().entrySet().containsAll(selected.entrySet())) {
            throw new RefusedException("traffic: subset " + subset + " of " + rule + " " + selected
                    + " would select the canary's pods too; add " + labels.key() + ": " + labels.stableValue()
                    + " to its labels");
        }
        return selectsStable;
    }

    private Map<String, String> labelsOf(String subset) {
        Map<String, Object> found = Fields.list(rule.spec(), "subsets").stream()
                .filter(one -> Fields.text(one, "name").equals(Optional.of(subset)))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "traffic: the VirtualService names subset " + subset + ", which " + rule + " does not have"));
        Map<String, String> selected = new LinkedHashMap<>();
        Fields.in(found, "labels").forEach((key, value) -> selected.put(key, String.valueOf(value)));
        return selected;
    }

    private Map<String, String> canaryPods() {
        Map<String, String> pods = new HashMap<>(stable.podLabels());
        pods.put(labels.key(), labels.canaryValue());
        pods.put(CanaryNames.TRACK, "canary");
        return pods;
    }

    /** Selects the canary of this workload only, though another workload's canary may stand behind the same Service. */
    private Map<String, String> canaryLabels(Map<String, String> like) {
        Map<String, String> selected = new LinkedHashMap<>();
        selected.put(CanaryNames.TRACK, "canary");
        selected.put(labels.key(), labels.canaryValue());
        Map<String, String> pods = canaryPods();
        like.entrySet().stream()
                .filter(pods.entrySet()::contains)
                .forEach(label -> selected.put(label.getKey(), label.getValue()));
        return selected;
    }

    private Set<String> taken(List<Map<String, Object>> destinations) {
        Set<String> taken = new LinkedHashSet<>(destinationSubsets(destinations));
        Fields.list(rule.spec(), "subsets")
                .forEach(one -> Fields.text(one, "name").ifPresent(taken::add));
        return taken;
    }

    private static Set<String> destinationSubsets(List<Map<String, Object>> destinations) {
        return destinations.stream()
                .flatMap(one -> Fields.text(one, "subset").stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A name that no subset has yet; taken from then on. */
    private static String free(String wish, Set<String> taken) {
        String name = wish;
        for (int i = 2; !taken.add(name); i++) {
            name = wish + "-" + i;
        }
        return name;
    }

    private RefusedException noLabel() {
        return new RefusedException(
                "traffic: " + rule + " makes " + service + " a host of subsets, so the canary's pods"
                        + " must stand behind that Service and differ from stable's by a label that only the workload selects on, but "
                        + stable + " selects on nothing that the Service does not (" + stable.selector()
                        + "). Add a label such as 'track: stable' to its spec.selector.matchLabels and to its pod template (it must be"
                        + " created anew for that), or delete the DestinationRule");
    }
}
