package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jenkins.plugins.canary.metrics.PodReadings;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the API server and the metrics API ({@code metrics.k8s.io/v1beta1}) tell of the pods of a namespace. Each is asked for all pods at
 * once, and at most every two seconds. Safe for use by several threads.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/">Resource metrics pipeline</a>
 */
public final class ClusterPods implements PodReadings {
    /** What a metrics server knows of a pod. */
    public static final Kind<GenericKubernetesResource> POD_METRICS =
            Kind.generic("metrics.k8s.io", "v1beta1", "PodMetrics", "pods");

    private static final Duration LIFE = Duration.ofSeconds(2);

    private final KubernetesApi api;
    private final String namespace;
    private final Clock clock;
    private Looked<List<Pod>> pods = new Looked<>(Instant.MIN, List.of());
    private Looked<List<GenericKubernetesResource>> metrics = new Looked<>(Instant.MIN, List.of());

    /** What a namespace's pods do. */
    public ClusterPods(KubernetesApi api, String namespace, Clock clock) {
        this.api = Objects.requireNonNull(api, "api");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    private record Looked<T>(Instant at, T found) {
        boolean isYoung(Instant now) {
            return !at.equals(Instant.MIN) && now.isBefore(at.plus(LIFE));
        }
    }

    /** What it takes to know what pods use, beside what every release may read. */
    public static List<Right> rights() {
        return Right.toAny(POD_METRICS, "list");
    }

    @Override
    public List<PodReading> of(Set<String> names, boolean usage) {
        Map<String, Usage> used = usage ? usage() : Map.of();
        return pods().stream()
                .filter(pod -> names.contains(pod.getMetadata().getName()) && pod.getStatus() != null)
                .filter(pod -> pod.getStatus().getStartTime() != null)
                .map(pod -> reading(pod, used.getOrDefault(pod.getMetadata().getName(), Usage.UNKNOWN)))
                .toList();
    }

    private static PodReading reading(Pod pod, Usage usage) {
        return new PodReading(
                pod.getMetadata().getName(),
                Instant.parse(pod.getStatus().getStartTime()),
                PodStates.readySince(pod).isPresent(),
                PodStates.restarts(pod),
                pod.getStatus().getContainerStatuses().stream()
                        .flatMap(status -> Stream.of(status.getState(), status.getLastState()))
                        .flatMap(state -> end(state).stream())
                        .distinct()
                        .toList(),
                usage.cpu,
                usage.memory);
    }

    private static Optional<End> end(ContainerState state) {
        ContainerStateTerminated end = state == null ? null : state.getTerminated();
        return end == null || end.getFinishedAt() == null
                ? Optional.empty()
                : Optional.of(new End(Instant.parse(end.getFinishedAt()), "OOMKilled".equals(end.getReason())));
    }

    private synchronized List<Pod> pods() {
        Instant now = clock.instant();
        if (!pods.isYoung(now)) {
            pods = new Looked<>(now, asked("pods", () -> api.list(Kind.POD, namespace, Map.of())));
        }
        return pods.found;
    }

    private synchronized Map<String, Usage> usage() {
        Instant now = clock.instant();
        if (!metrics.isYoung(now)) {
            if (!asked("the metrics API", () -> api.serves(POD_METRICS))) {
                throw SourceException.lasting(
                        "source kubernetes: this cluster has no metrics API (metrics.k8s.io), so nobody knows"
                                + " CPU and memory; install metrics-server, or name another source");
            }
            metrics = new Looked<>(now, asked("metrics of pods", () -> api.list(POD_METRICS, namespace, Map.of())));
        }
        Map<String, Usage> usage = new HashMap<>();
        metrics.found.forEach(one -> usage.put(one.getMetadata().getName(), Usage.of(one)));
        return usage;
    }

    private <T> T asked(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (DeniedException e) {
            throw SourceException.lasting("source kubernetes: " + what + " in namespace " + namespace
                    + " may not be read; grant list on them: " + e.getMessage());
        } catch (UnavailableException e) {
            throw SourceException.passing("source kubernetes: " + what + " in namespace " + namespace
                    + " cannot be read now: " + e.getMessage() + "; it is asked again");
        }
    }

    /** Of all containers of a pod together. */
    private record Usage(OptionalDouble cpu, OptionalDouble memory) {
        static final Usage UNKNOWN = new Usage(OptionalDouble.empty(), OptionalDouble.empty());

        static Usage of(GenericKubernetesResource metrics) {
            return metrics.get("containers") instanceof List<?> containers
                    ? new Usage(sum(containers, "cpu"), sum(containers, "memory"))
                    : UNKNOWN;
        }

        private static OptionalDouble sum(List<?> containers, String resource) {
            double[] amounts = containers.stream()
                    .flatMap(container -> amount(container, resource).stream())
                    .mapToDouble(quantity -> quantity.getNumericalAmount().doubleValue())
                    .toArray();
            return amounts.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Arrays.stream(amounts).sum());
        }

        private static Optional<Quantity> amount(Object container, String resource) {
            return container instanceof Map<?, ?> fields && fields.get("usage") instanceof Map<?, ?> usage
                    ? Optional.ofNullable(usage.get(resource)).map(text -> Quantity.parse(text.toString()))
                    : Optional.empty();
        }
    }
}
