package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays everything in a cluster that acts by itself: garbage collection, the autoscaler's floor and ceiling, the kubelet, and
 * the controllers of ReplicaSets, Deployments, StatefulSets, DaemonSets, EndpointSlices, Knative Services and InferenceServices. They act only when {@link #settle} is
 * called, and then until nothing is left to do, in a fixed order: the same history always gives the same cluster. One that would
 * see what it saw last time is not asked again.
 */
final class Doubles {
    private static final List<Kind<?>> OWNERS = List.of(
            Kind.DEPLOYMENT,
            Kind.REPLICA_SET,
            Kind.STATEFUL_SET,
            Kind.DAEMON_SET,
            Kind.SERVICE,
            ServedKind.KNATIVE_SERVICE,
            ServedKind.KNATIVE_REVISION,
            ServedKind.INFERENCE_SERVICE);
    private static final List<Kind<?>> OWNED = List.of(
            Kind.REPLICA_SET,
            Kind.POD,
            Kind.ENDPOINT_SLICE,
            Kind.CONTROLLER_REVISION,
            Kind.CONFIG_MAP,
            Kind.SECRET,
            ServedKind.KNATIVE_SERVICE,
            ServedKind.KNATIVE_REVISION);
    private static final int ROUNDS = 1_000;

    private final SimulatedApi api;
    private final Images images;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final List<Consumer<Room>> controllers = List.of(
            Doubles::collectGarbage,
            Doubles::scale,
            this::live,
            ReplicaSetDouble::pass,
            DeploymentDouble::pass,
            StatefulSetDouble::pass,
            DaemonSetDouble::pass,
            KServeDouble::pass,
            KnativeDouble::pass,
            RevisionPods::pass,
            EndpointDouble::pass);

    Doubles(SimulatedApi api, Images images) {
        this.api = api;
        this.images = images;
    }

    /**
     * How a namespace was left.
     *
     * @param glances what each controller saw when it acted last, in their order
     */
    record Seen(long version, long images, Instant at, List<Glance> glances) {
        Optional<Instant> next() {
            return glances.stream().flatMap(glance -> glance.next().stream()).min(Instant::compareTo);
        }
    }

    /**
     * Lets the cluster catch up with that time. What was due in between happens when it was due, in order, so that one long
     * step and many short ones come to the same.
     */
    void settle(String namespace, Instant now) {
        NamespaceObjects objects = api.objects(namespace);
        synchronized (objects) {
            Seen left = seen.get(namespace);
            if (left == null || left.version != objects.version() || left.images != images.version()) {
                Instant changed = objects.changed();
                Instant start = left != null && left.at.isAfter(changed) ? left.at : changed;
                left = settleAt(
                        namespace, glances(left), start.isAfter(now) || start.equals(Instant.MIN) ? now : start);
            }
            while (left.next().filter(next -> !next.isAfter(now)).isPresent()) {
                left = settleAt(namespace, glances(left), left.next().get());
            }
            seen.put(namespace, new Seen(left.version, left.images, now, left.glances));
        }
    }

    /** How a namespace was left; empty if it never was. */
    Optional<Seen> left(String namespace) {
        return Optional.ofNullable(seen.get(namespace));
    }

    /** Takes a namespace for left like that. */
    void restore(String namespace, Optional<Seen> left) {
        left.ifPresentOrElse(known -> seen.put(namespace, known), () -> seen.remove(namespace));
    }

    /** Forgets a namespace. */
    void forget(String namespace) {
        seen.remove(namespace);
    }

    private List<Glance> glances(Seen left) {
        return left == null ? Collections.nCopies(controllers.size(), Glance.NONE) : left.glances;
    }

    private Seen settleAt(String namespace, List<Glance> before, Instant now) {
        List<Glance> glances = new ArrayList<>(before);
        for (int round = 0; round < ROUNDS; round++) {
            long version = api.objects(namespace).version();
            for (int i = 0; i < controllers.size(); i++) {
                if (!glances.get(i).stillHolds(api, namespace, images.version(), now)) {
                    Room room = new Room(api, namespace, now);
                    controllers.get(i).accept(room);
                    glances.set(i, room.glance(images.version()));
                }
            }
            if (api.objects(namespace).version() == version) {
                return new Seen(version, images.version(), now, List.copyOf(glances));
            }
        }
        throw new IllegalStateException("the controllers of namespace " + namespace + " do not come to rest");
    }

    /** Nothing outlives all of its owners. */
    private static void collectGarbage(Room room) {
        Set<String> alive = OWNERS.stream()
                .flatMap(kind -> objects(room, kind))
                .map(owner -> owner.getMetadata().getUid())
                .collect(Collectors.toSet());
        for (Kind<?> kind : OWNED) {
            objects(room, kind)
                    .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
                    .filter(object -> object.getMetadata().getOwnerReferences().stream()
                            .noneMatch(owner -> alive.contains(owner.getUid())))
                    .forEach(object -> room.remove(kind, object));
        }
    }

    private static Stream<? extends HasMetadata> objects(Room room, Kind<?> kind) {
        return room.list(kind).stream();
    }

    private void live(Room room) {
        for (Pod pod : room.list(Kind.POD)) {
            PodLife life = PodLife.at(pod, images, room.now());
            life.next().ifPresent(room::wakeAt);
            if (!life.status().equals(pod.getStatus())) {
                room.update(
                        Kind.POD,
                        pod,
                        new PodBuilder(pod).withStatus(life.status()).build());
            }
        }
    }

    /** Only the limits: the simulated load never makes an autoscaler want more or less. */
    private static void scale(Room room) {
        for (HorizontalPodAutoscaler autoscaler : room.list(ServedKind.AUTOSCALER)) {
            String name = autoscaler.getSpec().getScaleTargetRef().getName();
            room.list(Kind.DEPLOYMENT).stream()
                    .filter(deployment -> deployment.getMetadata().getName().equals(name))
                    .forEach(deployment -> limit(room, autoscaler.getSpec(), deployment));
        }
    }

    private static void limit(Room room, HorizontalPodAutoscalerSpec limits, Deployment deployment) {
        Integer floor = limits.getMinReplicas();
        int replicas = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
        int limited = Math.min(limits.getMaxReplicas(), Math.max(floor == null ? 1 : floor, replicas));
        if (replicas != 0 && limited != replicas) {
            room.update(
                    Kind.DEPLOYMENT,
                    deployment,
                    new DeploymentBuilder(deployment)
                            .editSpec()
                            .withReplicas(limited)
                            .endSpec()
                            .build());
        }
    }
}
