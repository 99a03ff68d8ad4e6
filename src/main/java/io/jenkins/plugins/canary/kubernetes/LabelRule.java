package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.RoutePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies the rule for the canary's labels to a Deployment and the Services that select its pods. */
final class LabelRule {
    private LabelRule() {}

    /**
     * What tells the canary's pods from stable's; empty if nothing can.
     *
     * @param services all Services that select stable's pods
     * @param budgets selectors of the disruption budgets that do
     */
    static Optional<Distinction> find(
            Deployment stable, RoutePlan route, List<Service> services, List<Map<String, String>> budgets) {
        Map<Boolean, List<Map<String, String>>> selectors = services.stream()
                .collect(Collectors.partitioningBy(
                        service ->
                                route.services().contains(service.getMetadata().getName()),
                        Collectors.mapping(service -> service.getSpec().getSelector(), Collectors.toList())));
        return Distinction.find(stable, route.separation(), selectors.get(true), selectors.get(false), budgets);
    }

    /** Why labels cannot be set on the canary's pods: something else is told by them. */
    static List<String> problems(
            Map<String, String> labels, String workload, LabelSelector selector, List<Service> services) {
        Map<String, String> taken = new TreeMap<>();
        services.forEach(service -> service.getSpec()
                .getSelector()
                .keySet()
                .forEach(
                        key -> taken.put(key, "Service " + service.getMetadata().getName())));
        Stream.concat(
                        Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of()).keySet().stream(),
                        selector.getMatchExpressions().stream().map(LabelSelectorRequirement::getKey))
                .forEach(key -> taken.put(key, workload));
        return labels.keySet().stream()
                .sorted()
                .flatMap(key -> key.startsWith("canary.jenkins.io/")
                        ? Stream.of("labels." + key + ": names under canary.jenkins.io/ are the release's own")
                        : Stream.ofNullable(taken.get(key))
                                .map(owner -> "labels." + key + ": " + owner
                                        + " selects on it, so it tells stable's pods from others; leave it as it is"))
                .toList();
    }

    /** Why there is none, and what would help. */
    static String refusal(Deployment stable, List<Service> services) {
        String found = services.stream()
                .map(service -> service.getMetadata().getName() + " "
                        + service.getSpec().getSelector())
                .collect(Collectors.joining(", "));
        return "workload: no label tells the canary's pods from stable's: every Service that selects stable's pods must select on a"
                + " label that Deployment " + stable.getMetadata().getName() + " selects on too ("
                + DeploymentArms.matchLabels(stable) + "), so that none of them selects the canary's; the Services are "
                + found;
    }
}
