package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what would make any release in place impossible, whatever the kind of the workload. */
final class InPlacePreflight {
    static final String NO_HISTORY =
            " has revisionHistoryLimit: 0, so the version before a promotion could not be put back; set it to 1 or more";
    static final String IN_PLACE =
            " is released in place: while a pod changes its version, there is one pod less, and a"
                    + " rollback takes as long as the canary's pods take to start again, one after the other";

    private final KubernetesApi api;
    private final String namespace;
    private final HasMetadata object;
    private final PodTemplateSpec template;
    private final Changes changes;
    private final String name;

    InPlacePreflight(
            KubernetesApi api, String namespace, HasMetadata object, PodTemplateSpec template, Changes changes) {
        this.api = api;
        this.namespace = namespace;
        this.object = object;
        this.template = template;
        this.changes = changes;
        this.name = object.getMetadata().getName();
    }

    /** Who it is, for the beginning of a sentence. */
    String who() {
        return "workload: " + object.getKind() + " " + name;
    }

    /** What is in the way. */
    List<String> problems(LabelSelector selector) {
        List<String> problems = new ArrayList<>();
        if (!new EndpointSlices(api, namespace).areServed()) {
            problems.add(
                    "the cluster knows no EndpointSlices (discovery.k8s.io v1 or v1beta1), so it does not tell which"
                            + " pods are ready; Kubernetes 1.19 or newer does");
        }
        Bystanders bystanders = new Bystanders(api, namespace);
        bystanders
                .rivals(object)
                .forEach(rival ->
                        problems.add(who() + " is released by " + rival + "; two tools cannot release one workload"));
        problems.addAll(new TemplateChanges(changes, name).problems(template));
        problems.addAll(LabelRule.problems(
                new TemplateChanges(changes, name).labels(template),
                object.getKind() + " " + name,
                selector,
                bystanders.services(podLabels())));
        problems.addAll(new ConfigCopies(api, namespace, name).problems(changes, template));
        return problems;
    }

    /** What is in the way of a release of so many pods, of which so many are ready. */
    List<String> pods(int pods, int ready) {
        if (pods < 2) {
            return List.of(who() + " has " + pods + (pods == 1 ? " pod" : " pods")
                    + ", so none would be left to compare the canary with; it needs 2 or more");
        }
        if (ready < pods) {
            return List.of(who() + " is not whole: of " + pods + " pods " + ready
                    + " are ready; wait until its own rollout is over, or mend it");
        }
        return List.of();
    }

    private Map<String, String> podLabels() {
        return Optional.ofNullable(template.getMetadata())
                .map(metadata -> metadata.getLabels())
                .orElse(Map.of());
    }
}
