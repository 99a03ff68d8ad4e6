package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A StatefulSet and its pods at one moment. It is held by its partition.
 *
 * @param pods its live pods
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions">Kubernetes: partitioned rolling
 *     updates</a>
 */
record StatefulSetView(StatefulSet object, ClaimRecord claim, List<Pod> pods) implements InPlaceView {
    StatefulSetView {
        pods = pods.stream()
                .sorted(Comparator.comparingInt(StatefulSetView::ordinal))
                .toList();
    }

    @Override
    public PodTemplateSpec template() {
        return object.getSpec().getTemplate();
    }

    @Override
    public int replicas() {
        return Optional.ofNullable(object.getSpec().getReplicas()).orElse(1);
    }

    /** {@inheritDoc} All of which the ordinals are below the partition. */
    @Override
    public boolean isHeld() {
        return partition() > 0;
    }

    @Override
    public int wanted() {
        return replicas() - partition();
    }

    int partition() {
        return partition(object);
    }

    static int partition(StatefulSet set) {
        return Optional.ofNullable(set.getSpec().getUpdateStrategy())
                .map(strategy -> strategy.getRollingUpdate())
                .map(rolling -> rolling.getPartition())
                .orElse(0);
    }

    @Override
    public List<Pod> canaries() {
        return isOurs() ? pods.stream().filter(pod -> !isRecorded(pod)).toList() : List.of();
    }

    @Override
    public List<Pod> stable() {
        return mode() == InPlaceMode.PROMOTED
                ? pods.stream().filter(this::isNewest).toList()
                : pods.stream().filter(this::isRecorded).toList();
    }

    @Override
    public boolean whole() {
        int stable = kept();
        List<Pod> meant = pods.stream().filter(pod -> ordinal(pod) < stable).toList();
        List<Pod> right = mode() == InPlaceMode.OTHER ? pods : stable();
        return isSeen()
                && meant.size() == stable
                && meant.stream().allMatch(pod -> InPlaceView.isReady(pod) && right.contains(pod));
    }

    /** How many pods are stable's. */
    private int kept() {
        return mode() == InPlaceMode.CANARY ? partition() : replicas();
    }

    /** Pods that run the canary's version and should not any more, the one that should go first in front. */
    List<Pod> strays() {
        boolean home = mode() == InPlaceMode.HOME;
        return pods.stream()
                .filter(pod -> !isRecorded(pod))
                .filter(pod -> home || ordinal(pod) < partition())
                .sorted(Comparator.comparing(InPlaceView::isReady)
                        .thenComparing(Comparator.comparingInt(StatefulSetView::ordinal)
                                .reversed()))
                .toList();
    }

    /** Whether stable can do without one more of its pods: all others that are its own are there and ready. */
    boolean canSpare(Pod one) {
        long ready = pods.stream()
                .filter(pod -> ordinal(pod) < kept() && InPlaceView.isReady(pod))
                .filter(pod -> ordinal(pod) != ordinal(one))
                .count();
        return ready >= kept() - 1;
    }

    /** Whether the recorded revision is still the one that pods below the partition are made from. */
    boolean canGoBackByPartition() {
        return isOurs() && originals().revision().equals(status().getCurrentRevision());
    }

    boolean isSeen() {
        return InPlaceView.isSeen(object, status().getObservedGeneration());
    }

    private boolean isRecorded(Pod pod) {
        return DeploymentArms.label(pod, Revisions.LABEL).equals(originals().revision());
    }

    private boolean isNewest(Pod pod) {
        return isSeen() && DeploymentArms.label(pod, Revisions.LABEL).equals(status().getUpdateRevision());
    }

    private StatefulSetStatus status() {
        return Optional.ofNullable(object.getStatus()).orElseGet(StatefulSetStatus::new);
    }

    static int ordinal(Pod pod) {
        String name = pod.getMetadata().getName();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
