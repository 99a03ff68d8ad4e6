package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.Separation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What tells the pods of a clone, canary or copy of stable, from stable's.
 *
 * @param label one whose value differs; empty where Service and workload select on the same labels, so that the clone only has
 *     labels in addition
 */
record Distinction(Optional<CanaryLabels> label) {
    /** Checks that nothing is missing. */
    Distinction {
        Objects.requireNonNull(label, "label");
    }

    /**
     * Finds what can tell them apart.
     *
     * @param through selectors of the Services that the traffic comes through
     * @param others selectors of other Services that select stable's pods
     * @param budgets selectors of disruption budgets that select stable's pods; better left out of, but no reason to refuse
     * @return empty if there is nothing
     */
    static Optional<Distinction> find(
            Deployment stable,
            Separation separation,
            List<Map<String, String>> through,
            List<Map<String, String>> others,
            List<Map<String, String>> budgets) {
        Map<String, String> usable = usable(stable.getSpec().getSelector());
        if (separation == Separation.SHARED_SERVICE) {
            return Optional.of(new Distinction(CanaryLabels.shared(usable, through)));
        }
        List<Map<String, String>> services = joined(through, others);
        return CanaryLabels.separate(usable, joined(services, budgets))
                .or(() -> CanaryLabels.separate(usable, services))
                .map(Optional::of)
                .map(Distinction::new);
    }

    /**
     * What tells the pods of a fresh copy of stable from stable's, which both stand behind stable's Services. Subsets of a
     * Service may be told by any other label: there the copy keeps them all.
     *
     * @param services all Services that select stable's pods
     */
    static Distinction ofBaseline(Deployment stable, Separation separation, List<Service> services) {
        if (separation == Separation.SHARED_SERVICE) {
            return new Distinction(Optional.empty());
        }
        List<Map<String, String>> selectors = services.stream()
                .map(service -> service.getSpec().getSelector())
                .toList();
        return new Distinction(
                CanaryLabels.shared(Arm.BASELINE, usable(stable.getSpec().getSelector()), selectors));
    }

    /** What tells a canary that stands already from its stable. */
    static Distinction between(Deployment stable, Deployment canary) {
        Map<String, String> canaryLabels = DeploymentArms.matchLabels(canary);
        return new Distinction(DeploymentArms.matchLabels(stable).entrySet().stream()
                .filter(label -> canaryLabels.containsKey(label.getKey()))
                .filter(label -> !canaryLabels.get(label.getKey()).equals(label.getValue()))
                .findFirst()
                .map(label -> new CanaryLabels(label.getKey(), label.getValue(), canaryLabels.get(label.getKey()))));
    }

    /** The clone's labels where stable's are these. */
    Map<String, String> applied(Map<String, String> stable) {
        Map<String, String> labels = new LinkedHashMap<>(stable == null ? Map.of() : stable);
        label.filter(changed -> labels.containsKey(changed.key()))
                .ifPresent(changed -> labels.put(changed.key(), changed.canaryValue()));
        return labels;
    }

    /** What an arm's clone selects on where stable's Deployment selects on this. */
    LabelSelector selector(LabelSelector stable, Arm arm) {
        Map<String, String> labels = applied(stable.getMatchLabels());
        if (label.isEmpty()) {
            labels.put(CanaryNames.TRACK, arm.track());
        }
        return new LabelSelector(stable.getMatchExpressions(), labels);
    }

    /** Labels that an expression names cannot get a value that nobody thought of. */
    private static Map<String, String> usable(LabelSelector selector) {
        Map<String, String> usable =
                new HashMap<>(selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels());
        selector.getMatchExpressions().stream()
                .map(LabelSelectorRequirement::getKey)
                .forEach(usable::remove);
        return usable;
    }

    private static List<Map<String, String>> joined(List<Map<String, String>> some, List<Map<String, String>> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
