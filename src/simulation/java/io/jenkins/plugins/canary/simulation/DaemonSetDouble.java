package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Plays the DaemonSet controller: one pod for each node, of the present template; with {@code RollingUpdate} it replaces those of
 * other templates, first the ones that are not ready, as many at a time as {@code maxUnavailable} allows; with {@code OnDelete} it
 * replaces none. This cluster has no nodes: an annotation of the DaemonSet says how many it finds.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/daemon/update.go">Kubernetes: the DaemonSet
 *     controller</a>
 */
final class DaemonSetDouble {
    /** Annotation that says how many nodes there are. */
    static final String NODES = "simulation/nodes";

    private DaemonSetDouble() {}

    static void pass(Room room) {
        room.list(Kind.DAEMON_SET).forEach(set -> pass(room, set));
    }

    private static void pass(Room room, DaemonSet set) {
        int nodes = Integer.parseInt(set.getMetadata().getAnnotations().getOrDefault(NODES, "1"));
        GenericKubernetesResource revision =
                RevisionDouble.of(room, set, set.getSpec().getTemplate());
        TreeMap<String, Pod> pods = new TreeMap<>();
        room.list(Kind.POD).stream()
                .filter(pod -> Room.owns(set, pod))
                .forEach(pod -> pods.put(pod.getSpec().getNodeName(), pod));
        for (int node = 0; node < nodes; node++) {
            String name = "node-" + node;
            if (!pods.containsKey(name)) {
                pods.put(name, room.create(Kind.POD, pod(room, set, revision, name)));
            }
        }
        replace(room, set, hash(set, revision), new ArrayList<>(pods.values()));
        tell(room, set, hash(set, revision), nodes);
    }

    private static void replace(Room room, DaemonSet set, String hash, List<Pod> pods) {
        if (set.getSpec().getUpdateStrategy() != null
                && "OnDelete".equals(set.getSpec().getUpdateStrategy().getType())) {
            return;
        }
        List<Pod> old = pods.stream().filter(pod -> !isOf(hash, pod)).toList();
        long missing = pods.stream().filter(pod -> !isReady(pod)).count();
        old.stream().filter(pod -> !isReady(pod)).forEach(pod -> room.remove(Kind.POD, pod));
        old.stream()
                .filter(DaemonSetDouble::isReady)
                .limit(Math.max(0, unavailable(set) - missing))
                .forEach(pod -> room.remove(Kind.POD, pod));
    }

    private static int unavailable(DaemonSet set) {
        return Optional.ofNullable(set.getSpec().getUpdateStrategy())
                .map(strategy -> strategy.getRollingUpdate())
                .map(rolling -> rolling.getMaxUnavailable())
                .map(IntOrString::getIntVal)
                .orElse(1);
    }

    private static Pod pod(Room room, DaemonSet set, GenericKubernetesResource revision, String node) {
        PodTemplateSpec template = set.getSpec().getTemplate();
        String name = set.getMetadata().getName();
        return new PodBuilder()
                .withNewMetadata()
                .withName(name + "-" + Hashes.name(name + "/" + room.serial(), 5))
                .withLabels(template.getMetadata().getLabels())
                .addToLabels(RevisionDouble.LABEL, hash(set, revision))
                .withAnnotations(template.getMetadata().getAnnotations())
                .withOwnerReferences(Room.reference(set))
                .endMetadata()
                .withSpec(template.getSpec())
                .editSpec()
                .withNodeName(node)
                .endSpec()
                .build();
    }

    /** Pods of a DaemonSet have the end of the revision's name, those of a StatefulSet the whole of it. */
    private static String hash(DaemonSet set, GenericKubernetesResource revision) {
        return revision.getMetadata()
                .getName()
                .substring(set.getMetadata().getName().length() + 1);
    }

    private static void tell(Room room, DaemonSet set, String hash, int nodes) {
        List<Pod> pods =
                room.list(Kind.POD).stream().filter(pod -> Room.owns(set, pod)).toList();
        int ready = (int) pods.stream().filter(DaemonSetDouble::isReady).count();
        RevisionDouble.forget(
                room,
                set,
                set.getSpec().getRevisionHistoryLimit(),
                revision -> hash(set, revision).equals(hash)
                        || pods.stream().anyMatch(pod -> isOf(hash(set, revision), pod)));
        DaemonSet told = new DaemonSetBuilder(set)
                .withNewStatus()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withDesiredNumberScheduled(nodes)
                .withCurrentNumberScheduled(pods.size())
                .withNumberMisscheduled(0)
                .withNumberReady(ready)
                .withNumberAvailable(ready)
                .withNumberUnavailable(nodes - ready)
                .withUpdatedNumberScheduled(
                        (int) pods.stream().filter(pod -> isOf(hash, pod)).count())
                .endStatus()
                .build();
        room.update(Kind.DAEMON_SET, set, told);
    }

    private static boolean isOf(String hash, Pod pod) {
        return hash.equals(pod.getMetadata().getLabels().get(RevisionDouble.LABEL));
    }

    private static boolean isReady(Pod pod) {
        return PodLife.readySince(pod).isPresent();
    }
}
