package io.jenkins.plugins.canary.e2e;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plays scheduler and kubelet for some namespaces: puts every pod on one of some nodes that do not exist, calls it running and then ready
 * a moment later, and lets it go after it was asked to end, once nobody sends it requests any more, as careful pods do in their
 * {@code preStop} hook. Nothing runs.
 */
final class Kubelet implements Runnable {
    /** Says which nodes are these, for workloads that are to run on all of them. */
    static final String LABEL = "example.com/canary-e2e";

    /** As many as a workload has pods. */
    private static final List<String> NODES = IntStream.rangeClosed(1, Premises.REPLICAS)
            .mapToObj(number -> "canary-e2e-" + number)
            .toList();

    private static final Duration START = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final LiveCluster cluster;
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    private final AtomicInteger addresses = new AtomicInteger();

    Kubelet(KubernetesClient client, LiveCluster cluster) {
        this.client = client;
        this.cluster = cluster;
        NODES.forEach(name -> client.nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels(LABEL, "true")
                        .endMetadata()
                        .build())
                .createOr(node -> node.update()));
    }

    /** Takes care of the pods of one more namespace. */
    void serve(String namespace) {
        namespaces.add(namespace);
    }

    /** Does what is due. What fails is due again the next time. */
    @Override
    public void run() {
        for (String namespace : namespaces) {
            for (Pod pod : cluster.view(Kind.POD, namespace)) {
                try {
                    attend(pod);
                } catch (KubernetesClientException changedOrAway) {
                    continue;
                }
            }
        }
    }

    private void attend(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            end(pod);
        } else if (pod.getSpec().getNodeName() == null) {
            bind(pod);
        } else if (!"Running".equals(pod.getStatus().getPhase())) {
            client.pods().resource(running(pod)).updateStatus();
        } else if (!isReady(pod)
                && ago(pod.getMetadata().getCreationTimestamp()).compareTo(START) >= 0) {
            client.pods().resource(ready(pod)).updateStatus();
        }
    }

    /** The time of deletion is when its grace is over, not when it was asked for. */
    private void end(Pod pod) {
        Duration left = ago(pod.getMetadata().getDeletionTimestamp()).negated();
        Duration grace = Duration.ofSeconds(pod.getMetadata().getDeletionGracePeriodSeconds());
        if (left.isNegative() || grace.minus(left).compareTo(END) >= 0 && !isServing(pod)) {
            client.pods().resource(pod).withGracePeriod(0).delete();
        }
    }

    /** Whether the proxies still send it requests, by what they know. */
    private boolean isServing(Pod pod) {
        return cluster.view(Kind.ENDPOINT_SLICE, pod.getMetadata().getNamespace()).stream()
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .anyMatch(endpoint -> endpoint.getTargetRef()
                        .getName()
                        .equals(pod.getMetadata().getName()));
    }

    private static Duration ago(String time) {
        return Duration.between(Instant.parse(time), Instant.now());
    }

    private void bind(Pod pod) {
        client.bindings()
                .inNamespace(pod.getMetadata().getNamespace())
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .endMetadata()
                        .withNewTarget()
                        .withKind("Node")
                        .withName(node(pod))
                        .endTarget()
                        .build())
                .create();
    }

    /** The node that its controller wants for it; any for those that do not care. */
    private static String node(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getAffinity())
                .map(affinity -> affinity.getNodeAffinity())
                .map(nodes -> nodes.getRequiredDuringSchedulingIgnoredDuringExecution())
                .flatMap(wanted -> wanted.getNodeSelectorTerms().stream()
                        .flatMap(term -> term.getMatchFields().stream())
                        .flatMap(field -> field.getValues().stream())
                        .findFirst())
                .orElse(NODES.get(0));
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private Pod running(Pod pod) {
        String now = Instant.now().toString();
        int number = addresses.incrementAndGet();
        String address = "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase("Running")
                .withStartTime(now)
                .withHostIP("192.0.2.1")
                .withPodIP(address)
                .endStatus()
                .build();
    }

    private static Pod ready(Pod pod) {
        String now = Instant.now().toString();
        return new PodBuilder(pod)
                .editStatus()
                .withConditions(conditions(now))
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(container -> running(container.getName(), container.getImage(), now))
                        .toList())
                .endStatus()
                .build();
    }

    private static List<PodCondition> conditions(String now) {
        return Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                .map(type -> new PodConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withLastTransitionTime(now)
                        .build())
                .toList();
    }

    private static ContainerStatus running(String name, String image, String now) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage(image)
                .withImageID(image)
                .withReady(true)
                .withStarted(true)
                .withNewState()
                .withNewRunning(now)
                .endState()
                .build();
    }
}
