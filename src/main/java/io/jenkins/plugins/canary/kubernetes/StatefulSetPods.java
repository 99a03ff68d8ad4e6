package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.StatefulSetView.Mode;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The pods of a StatefulSet, of which those from the partition on get the new version. What the controller does not do is done
 * here: it never takes a pod below the partition back to the old version, and where pods follow one another it waits for ever
 * for one that does not become ready.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback">Kubernetes: forced
 *     rollback</a>
 */
public final class StatefulSetPods implements InPlacePods {
    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final Revisions revisions;
    private final EndpointSlices slices;

    /** The pods of one StatefulSet. Reads nothing yet. */
    public StatefulSetPods(KubernetesApi api, String namespace, String name) {
        this.api = Objects.requireNonNull(api, "api");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.name = Objects.requireNonNull(name, "name");
        this.revisions = new Revisions(api, namespace);
        this.slices = new EndpointSlices(api, namespace);
    }

    Optional<StatefulSet> find() {
        return api.get(Kind.STATEFUL_SET, namespace, name);
    }

    StatefulSet set() {
        return find().orElseThrow(() ->
                new RefusedException("workload: there is no StatefulSet " + name + " in namespace " + namespace));
    }

    /** How it stands; empty if it is gone. */
    Optional<StatefulSetView> view(ClaimRecord claim) {
        return find().map(set -> new StatefulSetView(set, claim, pods(set)));
    }

    private List<Pod> pods(StatefulSet set) {
        Map<String, String> labels = Optional.ofNullable(
                        set.getSpec().getSelector().getMatchLabels())
                .orElse(Map.of());
        return api.list(Kind.POD, namespace, labels).stream()
                .filter(pod -> DeploymentArms.owns(set, pod))
                .filter(PodStates::isLive)
                .toList();
    }

    /** How many of the pods are ready, behind every Service of the route. A name may still stand for the pod before. */
    int ready(ClaimRecord claim, List<Pod> pods) {
        return slices.readyEverywhere(
                claim.route().services(),
                pods.stream().filter(StatefulSetView::isReady).toList());
    }

    @Override
    public int replicas() {
        return Optional.ofNullable(set().getSpec().getReplicas()).orElse(1);
    }

    @Override
    public Map<String, String> podLabels() {
        return Optional.ofNullable(set().getSpec().getTemplate().getMetadata())
                .map(metadata -> metadata.getLabels())
                .orElse(Map.of());
    }

    @Override
    public boolean carries(ClaimRecord claim, int pods) {
        Optional<StatefulSetView> view = view(claim);
        if (pods > 0) {
            return view.filter(one -> one.mode() == Mode.CANARY)
                    .filter(one -> one.replicas() - one.partition() == pods)
                    .filter(one -> one.strays().isEmpty() && ready(claim, one.canaries()) == pods)
                    .isPresent();
        }
        return view.isEmpty()
                || view.get().mode() == Mode.OTHER
                || view.get().mode() == Mode.PROMOTED && claim.phase() == Phase.PROMOTING
                || view.get().mode() == Mode.HOME && view.get().canaries().isEmpty();
    }

    @Override
    public void give(ClaimRecord claim, int pods) {
        StatefulSetView view = view(claim)
                .filter(one -> one.mode() == Mode.CANARY)
                .orElseThrow(() -> new RefusedException("traffic: StatefulSet " + namespace + "/" + name
                        + " does not have the template of release " + claim.release()));
        int partition = view.replicas() - pods;
        if (view.partition() == partition) {
            recall(view);
        } else {
            api.update(Kind.STATEFUL_SET, partitioned(view.set(), partition));
        }
    }

    @Override
    public void takeHome(ClaimRecord claim) {
        Optional<StatefulSetView> view = view(claim);
        if (view.isEmpty() || view.get().mode() == Mode.OTHER) {
            return;
        }
        if (view.get().mode() == Mode.HOME) {
            recall(view.get());
        } else if (claim.phase() != Phase.PROMOTING) {
            restore(view.get());
        }
    }

    /** Gives the recorded template back to all pods. */
    void restore(StatefulSetView view) {
        InPlaceOriginals originals = view.originals();
        PodTemplateSpec kept = revisions
                .template(originals.revision())
                .filter(template -> TemplateHash.of(template).equals(originals.templateHash()))
                .orElseThrow(
                        () -> new RefusedException(
                                "workload: ControllerRevision " + originals.revision()
                                        + ", which kept the version before the release, is gone; deploy that version again by other means"));
        api.update(Kind.STATEFUL_SET, original(view.set(), originals, kept));
    }

    /** Takes one pod back that should not have the canary's version any more: first those that serve nobody. */
    void recall(StatefulSetView view) {
        if (view.isSeen()) {
            view.strays().stream()
                    .findFirst()
                    .filter(stray ->
                            !StatefulSetView.isReady(stray) || view.mode() != Mode.HOME && view.canSpare(stray))
                    .ifPresent(stray -> api.delete(
                            Kind.POD,
                            namespace,
                            stray.getMetadata().getName(),
                            stray.getMetadata().getUid()));
        }
    }

    /** The templates to which a way back leads. */
    List<PodTemplateSpec> history(StatefulSet set) {
        return revisions.templates(set);
    }

    /** The template that a revision keeps. */
    Optional<PodTemplateSpec> template(String revision) {
        return revisions.template(revision);
    }

    static StatefulSet partitioned(StatefulSet set, int partition) {
        return new StatefulSetBuilder(set)
                .editSpec()
                .editOrNewUpdateStrategy()
                .editOrNewRollingUpdate()
                .withPartition(partition)
                .endRollingUpdate()
                .endUpdateStrategy()
                .endSpec()
                .build();
    }

    /** With the update strategy that was recorded, and that template. */
    static StatefulSet original(StatefulSet set, InPlaceOriginals originals, PodTemplateSpec template) {
        return new StatefulSetBuilder(set)
                .editSpec()
                .withUpdateStrategy(Serialization.unmarshal(originals.strategy(), StatefulSetUpdateStrategy.class))
                .withTemplate(template)
                .endSpec()
                .build();
    }
}
