package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds everything about a StatefulSet that would make a release in place impossible, or worse than it looks. */
final class StatefulSetPreflight {
    private final KubernetesApi api;
    private final String namespace;
    private final StatefulSet set;
    private final Changes changes;
    private final String name;
    private final String who;
    private final List<String> problems = new ArrayList<>();

    StatefulSetPreflight(KubernetesApi api, String namespace, StatefulSet set, Changes changes) {
        this.api = api;
        this.namespace = namespace;
        this.set = set;
        this.changes = changes;
        this.name = set.getMetadata().getName();
        this.who = "workload: StatefulSet " + name;
    }

    /** What is in the way, and what people should know. */
    Findings findings() {
        if (!new EndpointSlices(api, namespace).areServed()) {
            problems.add(
                    "the cluster knows no EndpointSlices (discovery.k8s.io v1 or v1beta1), so it does not tell which"
                            + " pods are ready; Kubernetes 1.19 or newer does");
        }
        lookAtStrategy();
        lookAtPods();
        lookAtOthers();
        problems.addAll(
                new TemplateChanges(changes, name).problems(set.getSpec().getTemplate()));
        problems.addAll(LabelRule.problems(
                changes.labels(),
                "StatefulSet " + name,
                set.getSpec().getSelector(),
                new Bystanders(api, namespace).services(podLabels())));
        problems.addAll(new ConfigCopies(api, namespace, name)
                .problems(changes.config(), set.getSpec().getTemplate()));
        return new Findings(
                problems,
                List.of(who + " is released in place: while a pod changes its version, there is one pod less, and a"
                        + " rollback takes as long as the canary's pods take to start again, one after the other"));
    }

    private void lookAtStrategy() {
        String type = Optional.ofNullable(set.getSpec().getUpdateStrategy())
                .map(strategy -> strategy.getType())
                .orElse("RollingUpdate");
        if (!type.equals("RollingUpdate")) {
            problems.add(who + " has the update strategy " + type
                    + ", so its controller would not replace any pod; set updateStrategy.type: RollingUpdate");
        }
        int partition = new StatefulSetView(set, null, List.of()).partition();
        if (partition > 0) {
            problems.add(who + " has the partition " + partition
                    + " already, so somebody else is releasing it; finish that first, or set it to 0");
        }
        if (Integer.valueOf(0).equals(set.getSpec().getRevisionHistoryLimit())) {
            problems.add(who + " has revisionHistoryLimit: 0, so the version before a promotion could not be put back;"
                    + " set it to 1 or more");
        }
    }

    private void lookAtPods() {
        int replicas = Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
        int ready = Optional.ofNullable(set.getStatus())
                .map(status -> status.getReadyReplicas())
                .orElse(0);
        if (replicas < 2) {
            problems.add(who + " has " + replicas + (replicas == 1 ? " replica" : " replicas")
                    + ", so no pod would be left to compare the canary with; it needs 2 or more");
        } else if (ready < replicas) {
            problems.add(who + " is not whole: of " + replicas + " replicas " + ready
                    + " are ready; wait until its own rollout is over, or mend it");
        }
    }

    private void lookAtOthers() {
        new Bystanders(api, namespace)
                .rivals(set)
                .forEach(rival ->
                        problems.add(who + " is released by " + rival + "; two tools cannot release one workload"));
        new Autoscaler(api, namespace)
                .find(WorkloadKind.STATEFUL_SET.kind(), name)
                .ifPresent(floor -> problems.add(who + " is scaled by " + floor.kind() + " " + floor.name()
                        + ", and pods that it adds would all have the canary's version; take it away for the release"));
    }

    private Map<String, String> podLabels() {
        return Optional.ofNullable(set.getSpec().getTemplate().getMetadata())
                .map(metadata -> metadata.getLabels())
                .orElse(Map.of());
    }
}
