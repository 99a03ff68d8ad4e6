package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A DaemonSet and its pods at one moment. It is held by the update strategy {@code OnDelete}.
 *
 * @param pods its live pods
 * @see <a href="https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/#daemonset-update-strategy">Kubernetes: update
 *     strategies of a DaemonSet</a>
 */
record DaemonSetView(DaemonSet object, ClaimRecord claim, List<Pod> pods) implements InPlaceView {
    DaemonSetView {
        pods = pods.stream()
                .sorted(Comparator.comparing(DaemonSetView::node)
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    @Override
    public PodTemplateSpec template() {
        return object.getSpec().getTemplate();
    }

    /** {@inheritDoc} One for each node that its controller counts. */
    @Override
    public int replicas() {
        return nodes(object);
    }

    static int nodes(DaemonSet set) {
        return Optional.ofNullable(set.getStatus())
                .map(DaemonSetStatus::getDesiredNumberScheduled)
                .orElse(0);
    }

    @Override
    public boolean isHeld() {
        return object.getSpec().getUpdateStrategy() != null
                && "OnDelete".equals(object.getSpec().getUpdateStrategy().getType());
    }

    /** {@inheritDoc} As many as have it: each was chosen. */
    @Override
    public int wanted() {
        return canaries().size();
    }

    @Override
    public List<Pod> canaries() {
        return isOurs() ? pods.stream().filter(pod -> !isRecorded(pod)).toList() : List.of();
    }

    @Override
    public List<Pod> stable() {
        boolean promoted = mode() == InPlaceMode.PROMOTED;
        return pods.stream().filter(pod -> isRecorded(pod) != promoted).toList();
    }

    @Override
    public boolean whole() {
        List<Pod> meant = mode() == InPlaceMode.OTHER ? pods : stable();
        int canaries = mode() == InPlaceMode.CANARY ? canaries().size() : 0;
        return isSeen()
                && meant.size() == replicas() - canaries
                && meant.stream().allMatch(InPlaceView::isReady);
    }

    boolean isSeen() {
        return InPlaceView.isSeen(
                object,
                Optional.ofNullable(object.getStatus())
                        .map(DaemonSetStatus::getObservedGeneration)
                        .orElse(null));
    }

    /** The pod that changes its version next; empty while another one is still on its way. */
    Optional<Pod> next() {
        boolean calm = isSeen() && pods.size() == replicas() && pods.stream().allMatch(InPlaceView::isReady);
        return calm ? pods.stream().filter(this::isRecorded).findFirst() : Optional.empty();
    }

    /** The pod's label has the end of the revision's name. */
    private boolean isRecorded(Pod pod) {
        String hash = DeploymentArms.label(pod, Revisions.LABEL);
        return !hash.isEmpty() && originals().revision().endsWith("-" + hash);
    }

    private static String node(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
    }
}
