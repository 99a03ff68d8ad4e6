package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.config.Offers;
import io.jenkins.plugins.canary.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the configuration adds to what a step was given, and who has said it there. */
final class Presets {
    private static final String CLUSTER = "cluster";
    private static final String NAMESPACE = "namespace";
    private static final String SOURCE = "source";
    private static final String WEIGHTS = "weights";

    /** Whoever says one of them needs no weights. */
    private static final Set<String> SAY_WEIGHTS = Set.of(WEIGHTS, "weight", "steps");

    private final Offers offers;
    private final Map<String, List<String>> told = new LinkedHashMap<>();

    Presets(Offers offers) {
        this.offers = offers;
    }

    /**
     * The same arguments with the whole target, as far as the configuration knows it; unchanged where no workload is named.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if the cluster must be named
     */
    Map<String, Object> completeTarget(Map<String, Object> said) {
        if (!isSaid(said, "workload")) {
            return said;
        }
        Map<String, Object> complete = new LinkedHashMap<>(said);
        if (!isSaid(said, CLUSTER)) {
            complete.put(CLUSTER, offers.clusterName(""));
        }
        if (!isSaid(said, NAMESPACE)) {
            first(String.valueOf(complete.get(CLUSTER)), NAMESPACE)
                    .ifPresent(namespace -> complete.put(NAMESPACE, namespace));
        }
        return complete;
    }

    /** What is to be added to the arguments of a step that opens a release. */
    Map<String, Object> forRelease(Target target, Map<String, Object> given) {
        Map<String, Object> added = new LinkedHashMap<>();
        boolean weighed = SAY_WEIGHTS.stream().anyMatch(given::containsKey);
        offers.defaults(target.cluster())
                .forEach((who, said) -> said.forEach((field, value) -> {
                    boolean taken = given.containsKey(field) || added.containsKey(field) || field.equals(NAMESPACE);
                    if (!taken && !(weighed && field.equals(WEIGHTS))) {
                        added.put(field, value);
                        note(who, field, value);
                    }
                }));
        if (!given.containsKey(SOURCE)) {
            offers.onlySource().ifPresent(only -> added.putIfAbsent(SOURCE, only));
        }
        return added;
    }

    /** The same metrics with those of templates where templates are named. */
    Object withoutTemplates(Object metrics) {
        return offers.withoutTemplates(metrics);
    }

    /** Where defaults came from, a line each. */
    List<String> sentences() {
        return told.entrySet().stream()
                .map(layer -> "Defaults of " + layer.getKey() + ": " + String.join(", ", layer.getValue()))
                .collect(Collectors.toList());
    }

    private Optional<Object> first(String cluster, String field) {
        for (Map.Entry<String, Map<String, Object>> layer :
                offers.defaults(cluster).entrySet()) {
            Object value = layer.getValue().get(field);
            if (value != null) {
                note(layer.getKey(), field, value);
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private void note(String who, String field, Object value) {
        told.computeIfAbsent(who, first -> new ArrayList<>()).add(field + " " + value);
    }

    private static boolean isSaid(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof String text && !text.isBlank();
    }
}
