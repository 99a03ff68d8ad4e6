package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Plays the StatefulSet controller: pods with ordinals, made in order and, unless they are managed in parallel, each only when all
 * before it are ready; replaced from the highest ordinal down to the partition, one at a time, each waited for. Its manners that
 * hurt are here too: a pod below the partition is never taken back, and where pods follow one another, one that does not become
 * ready is waited for without end.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/statefulset/stateful_set_control.go">Kubernetes:
 *     the StatefulSet controller</a>
 */
final class StatefulSetDouble {
    private StatefulSetDouble() {}

    static void pass(Room room) {
        room.list(Kind.STATEFUL_SET).forEach(set -> new Pass(room, set).run());
    }

    /** One look of the controller at one StatefulSet. */
    private static final class Pass {
        private final Room room;
        private final StatefulSet set;
        private final int replicas;
        private final int partition;
        private final boolean inOrder;
        private final TreeMap<Integer, Pod> pods = new TreeMap<>();
        private final GenericKubernetesResource update;
        private final GenericKubernetesResource current;

        Pass(Room room, StatefulSet set) {
            this.room = room;
            this.set = set;
            this.replicas =
                    set.getSpec().getReplicas() == null ? 1 : set.getSpec().getReplicas();
            this.partition = partition(set);
            this.inOrder = !"Parallel".equals(set.getSpec().getPodManagementPolicy());
            this.update = RevisionDouble.of(room, set, set.getSpec().getTemplate());
            this.current = Optional.ofNullable(status().getCurrentRevision())
                    .flatMap(name -> RevisionDouble.find(room, set, name))
                    .orElse(update);
            room.list(Kind.POD).stream().filter(pod -> Room.owns(set, pod)).forEach(pod -> pods.put(ordinal(pod), pod));
        }

        private StatefulSetStatus status() {
            return Optional.ofNullable(set.getStatus()).orElseGet(StatefulSetStatus::new);
        }

        void run() {
            if (create() && condemn()) {
                replace();
            }
            tell();
        }

        /** Whether there is nothing left to wait for. */
        private boolean create() {
            for (int ordinal = 0; ordinal < replicas; ordinal++) {
                if (!pods.containsKey(ordinal)) {
                    Pod pod = pod(ordinal);
                    if (taken(pod)) {
                        return false;
                    }
                    pods.put(ordinal, room.create(Kind.POD, pod));
                }
                if (inOrder && !isReady(pods.get(ordinal))) {
                    return false;
                }
            }
            return true;
        }

        /** A pod that is not the StatefulSet's may have the name; then nothing goes on. */
        private boolean taken(Pod pod) {
            return room.list(Kind.POD).stream().anyMatch(other -> other.getMetadata()
                    .getName()
                    .equals(pod.getMetadata().getName()));
        }

        private boolean condemn() {
            if (pods.isEmpty() || pods.lastKey() < replicas) {
                return true;
            }
            room.remove(Kind.POD, pods.remove(pods.lastKey()));
            return !inOrder;
        }

        private void replace() {
            if (set.getSpec().getUpdateStrategy() != null
                    && "OnDelete".equals(set.getSpec().getUpdateStrategy().getType())) {
                return;
            }
            for (int ordinal = replicas - 1; ordinal >= partition; ordinal--) {
                Pod pod = pods.get(ordinal);
                if (pod == null) {
                    return;
                }
                if (!revision(pod).equals(name(update))) {
                    room.remove(Kind.POD, pods.remove(ordinal));
                    return;
                }
                if (!isReady(pod)) {
                    return;
                }
            }
        }

        private Pod pod(int ordinal) {
            GenericKubernetesResource revision = ordinal < partition ? current : update;
            PodTemplateSpec template = RevisionDouble.template(revision);
            return new PodBuilder()
                    .withNewMetadata()
                    .withName(set.getMetadata().getName() + "-" + ordinal)
                    .withLabels(template.getMetadata().getLabels())
                    .addToLabels(RevisionDouble.LABEL, name(revision))
                    .addToLabels(
                            "statefulset.kubernetes.io/pod-name",
                            set.getMetadata().getName() + "-" + ordinal)
                    .withAnnotations(template.getMetadata().getAnnotations())
                    .withOwnerReferences(Room.reference(set))
                    .endMetadata()
                    .withSpec(template.getSpec())
                    .build();
        }

        private void tell() {
            List<Pod> all = List.copyOf(pods.values());
            int ready = (int) all.stream().filter(Pass::isReady).count();
            int updated = (int) all.stream()
                    .filter(pod -> revision(pod).equals(name(update)))
                    .count();
            boolean over = updated == replicas && ready == replicas && all.size() == replicas;
            String base = over ? name(update) : name(current);
            StatefulSetStatus told = new StatefulSetStatusBuilder()
                    .withObservedGeneration(set.getMetadata().getGeneration())
                    .withReplicas(all.size())
                    .withReadyReplicas(ready)
                    .withAvailableReplicas(ready)
                    .withUpdatedReplicas(updated)
                    .withCurrentReplicas((int) all.stream()
                            .filter(pod -> revision(pod).equals(base))
                            .count())
                    .withCurrentRevision(base)
                    .withUpdateRevision(name(update))
                    .build();
            RevisionDouble.forget(
                    room,
                    set,
                    set.getSpec().getRevisionHistoryLimit(),
                    revision -> name(revision).equals(base)
                            || name(revision).equals(name(update))
                            || all.stream().anyMatch(pod -> revision(pod).equals(name(revision))));
            room.update(
                    Kind.STATEFUL_SET,
                    set,
                    new StatefulSetBuilder(set).withStatus(told).build());
        }

        private static String name(GenericKubernetesResource revision) {
            return revision.getMetadata().getName();
        }

        private static String revision(Pod pod) {
            return Optional.ofNullable(pod.getMetadata().getLabels())
                    .orElse(Map.of())
                    .getOrDefault(RevisionDouble.LABEL, "");
        }

        private static boolean isReady(Pod pod) {
            return PodLife.readySince(pod).isPresent();
        }

        private static int ordinal(Pod pod) {
            String name = pod.getMetadata().getName();
            return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
        }

        private static int partition(StatefulSet set) {
            return Optional.ofNullable(set.getSpec().getUpdateStrategy())
                    .map(strategy -> strategy.getRollingUpdate())
                    .map(rolling -> rolling.getPartition())
                    .orElse(0);
        }
    }
}
