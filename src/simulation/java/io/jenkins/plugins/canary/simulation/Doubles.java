package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays everything in a cluster that acts by itself: garbage collection, the autoscaler's floor and ceiling, the kubelet, and
 * the controllers of ReplicaSets, Deployments, StatefulSets, DaemonSets and EndpointSlices. They act only when {@link #settle} is called, and then until
 * nothing is left to do, in a fixed order: the same history always gives the same cluster.
 */
final class Doubles {
    private static final List<Kind<?>> OWNERS =
            List.of(Kind.DEPLOYMENT, Kind.REPLICA_SET, Kind.STATEFUL_SET, Kind.DAEMON_SET, Kind.SERVICE);
    private static final List<Kind<?>> OWNED = List.of(
            Kind.REPLICA_SET, Kind.POD, Kind.ENDPOINT_SLICE, Kind.CONTROLLER_REVISION, Kind.CONFIG_MAP, Kind.SECRET);
    private static final int ROUNDS = 1_000;

    private final SimulatedApi api;
    private final Images images;
    private final Map<String, Seen> seen = new HashMap<>();

    Doubles(SimulatedApi api, Images images) {
        this.api = api;
        this.images = images;
    }

    /** How a namespace was left. */
    private record Seen(long version, long images, Instant at, Optional<Instant> next) {}

    /**
     * Lets the cluster catch up with that time. What was due in between happens when it was due, in order, so that one long
     * step and many short ones come to the same.
     */
    void settle(String namespace, Instant now) {
        synchronized (api) {
            Seen left = seen.get(namespace);
            if (left == null || left.version != api.version(namespace) || left.images != images.version()) {
                Instant changed = api.changed(namespace);
                Instant start = left != null && left.at.isAfter(changed) ? left.at : changed;
                left = settleAt(namespace, start.isAfter(now) || start.equals(Instant.MIN) ? now : start);
            }
            while (left.next.filter(next -> !next.isAfter(now)).isPresent()) {
                left = settleAt(namespace, left.next.get());
            }
            seen.put(namespace, new Seen(left.version, left.images, now, left.next));
        }
    }

    /** Forgets a namespace. */
    void forget(String namespace) {
        synchronized (api) {
            seen.remove(namespace);
        }
    }

    private Seen settleAt(String namespace, Instant now) {
        for (int round = 0; round < ROUNDS; round++) {
            long before = api.version(namespace);
            Room room = new Room(api, namespace, now);
            collectGarbage(room);
            room.list(ServedKind.AUTOSCALER).forEach(autoscaler -> scale(room, autoscaler));
            room.list(Kind.POD).forEach(pod -> live(room, pod));
            ReplicaSetDouble.pass(room);
            DeploymentDouble.pass(room);
            StatefulSetDouble.pass(room);
            DaemonSetDouble.pass(room);
            EndpointDouble.pass(room);
            if (api.version(namespace) == before) {
                return new Seen(before, images.version(), now, room.next());
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

    private void live(Room room, Pod pod) {
        PodLife life = PodLife.at(pod, images, room.now());
        life.next().ifPresent(room::wakeAt);
        room.update(Kind.POD, pod, new PodBuilder(pod).withStatus(life.status()).build());
    }

    /** Only the limits: the simulated load never makes an autoscaler want more or less. */
    private static void scale(Room room, HorizontalPodAutoscaler autoscaler) {
        String name = autoscaler.getSpec().getScaleTargetRef().getName();
        Integer floor = autoscaler.getSpec().getMinReplicas();
        for (Deployment deployment : room.list(Kind.DEPLOYMENT)) {
            if (deployment.getMetadata().getName().equals(name)) {
                int replicas = deployment.getSpec().getReplicas() == null
                        ? 1
                        : deployment.getSpec().getReplicas();
                int limited =
                        Math.min(autoscaler.getSpec().getMaxReplicas(), Math.max(floor == null ? 1 : floor, replicas));
                Deployment scaled = new DeploymentBuilder(deployment)
                        .editSpec()
                        .withReplicas(replicas == 0 ? 0 : limited)
                        .endSpec()
                        .build();
                room.update(Kind.DEPLOYMENT, deployment, scaled);
            }
        }
    }
}
