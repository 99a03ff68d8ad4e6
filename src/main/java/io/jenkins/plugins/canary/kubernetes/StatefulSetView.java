package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A StatefulSet and its pods at one moment, compared with what the claim recorded. Pure.
 *
 * @param pods its live pods
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions">Kubernetes: partitioned rolling
 *     updates</a>
 */
record StatefulSetView(StatefulSet set, ClaimRecord claim, List<Pod> pods) {
    /** Annotation on the StatefulSet while a release is open: fingerprint of the canary's template as the server keeps it. */
    static final String TEMPLATE = "canary.jenkins.io/template";

    StatefulSetView {
        pods = pods.stream()
                .sorted(Comparator.comparingInt(StatefulSetView::ordinal))
                .toList();
    }

    /** Whose template the StatefulSet has. */
    enum Mode {
        /** The recorded one: whatever still runs another is on its way back. */
        HOME,
        /** The canary's, for the pods from the partition on. */
        CANARY,
        /** The promoted one, for all pods. */
        PROMOTED,
        /** Somebody else's. */
        OTHER
    }

    Mode mode() {
        String hash = TemplateHash.of(set.getSpec().getTemplate());
        if (hash.equals(originals().templateHash())) {
            return Mode.HOME;
        }
        boolean promoted = claim.promotion()
                .filter(next -> next.templateHash().equals(hash))
                .isPresent();
        if (promoted && partition() == 0) {
            return Mode.PROMOTED;
        }
        return isOurs() && (promoted || mark().isEmpty() || mark().equals(hash)) ? Mode.CANARY : Mode.OTHER;
    }

    InPlaceOriginals originals() {
        return InPlaceOriginals.of(claim.workload());
    }

    /** Whether this release has begun to change it and has not yet cleared away its marks. */
    boolean isOurs() {
        return DeploymentArms.isOf(set, claim.release());
    }

    /** What {@link #TEMPLATE} says; empty if it is not there yet. */
    String mark() {
        return Optional.ofNullable(set.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(TEMPLATE, "");
    }

    int replicas() {
        return Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
    }

    int partition() {
        return Optional.ofNullable(set.getSpec().getUpdateStrategy())
                .map(strategy -> strategy.getRollingUpdate())
                .map(rolling -> rolling.getPartition())
                .orElse(0);
    }

    /** The pods that do not run the recorded template, while there is a release. */
    List<Pod> canaries() {
        return isOurs() ? pods.stream().filter(pod -> !isRecorded(pod)).toList() : List.of();
    }

    /** The pods of the version that stable has: the recorded one, and after a promotion the promoted one. */
    List<Pod> stable() {
        return mode() == Mode.PROMOTED
                ? pods.stream().filter(this::isNewest).toList()
                : pods.stream().filter(this::isRecorded).toList();
    }

    /** Whether all that is stable's runs the version that stable has, and is ready. */
    boolean whole() {
        int stable = mode() == Mode.CANARY ? partition() : replicas();
        List<Pod> meant = pods.stream().filter(pod -> ordinal(pod) < stable).toList();
        return isSeen()
                && meant.size() == stable
                && meant.stream().allMatch(pod -> isReady(pod) && (mode() == Mode.OTHER || stable().contains(pod)));
    }

    /** Pods that run the canary's version and should not any more, the one that should go first in front. */
    List<Pod> strays() {
        int first = mode() == Mode.HOME ? 0 : partition();
        return pods.stream()
                .filter(pod -> !isRecorded(pod))
                .filter(pod -> mode() == Mode.HOME || ordinal(pod) < first)
                .sorted(Comparator.comparing(StatefulSetView::isReady)
                        .thenComparing(Comparator.comparingInt(StatefulSetView::ordinal)
                                .reversed()))
                .toList();
    }

    /** Whether stable can do without one more of its pods: all others below the partition are there and ready. */
    boolean canSpare(Pod one) {
        int stable = mode() == Mode.CANARY ? partition() : replicas();
        long ready = pods.stream()
                .filter(pod -> ordinal(pod) < stable && isReady(pod))
                .filter(pod -> ordinal(pod) != ordinal(one))
                .count();
        return ready >= stable - 1;
    }

    /** Whether the recorded revision is still the one that pods below the partition are made from. */
    boolean canGoBackByPartition() {
        return originals().revision().equals(status().getCurrentRevision());
    }

    /** Whether the controller has seen the present specification. */
    boolean isSeen() {
        Long generation = set.getMetadata().getGeneration();
        Long seen = status().getObservedGeneration();
        return generation == null || seen != null && seen >= generation;
    }

    private boolean isRecorded(Pod pod) {
        return DeploymentArms.label(pod, Revisions.LABEL).equals(originals().revision());
    }

    private boolean isNewest(Pod pod) {
        return isSeen() && DeploymentArms.label(pod, Revisions.LABEL).equals(status().getUpdateRevision());
    }

    private StatefulSetStatus status() {
        return Optional.ofNullable(set.getStatus()).orElseGet(StatefulSetStatus::new);
    }

    PodTemplateSpec template() {
        return set.getSpec().getTemplate();
    }

    static boolean isReady(Pod pod) {
        return PodStates.readySince(pod).isPresent();
    }

    static int ordinal(Pod pod) {
        String name = pod.getMetadata().getName();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
