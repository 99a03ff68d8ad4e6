package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.metrics.PodReadings.PodReading;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterPodsTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private final SimulatedClock clock = SimulatedClock.at(START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final KubernetesClient client = cluster.client();
    private final ClusterPods pods = new ClusterPods(new FabricKubernetesApi(client), "shop", clock);

    @BeforeEach
    void build() {
        Scenery.checkout("shop").build(cluster, START);
        clock.advanceTo(START.plusSeconds(10));
        cluster.settle("shop", clock.instant());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private Set<String> names() {
        return names(cluster);
    }

    @Test
    void thePodsThatAreAskedForAreTold() {
        String one = names().iterator().next();

        List<PodReading> read = pods.of(Set.of(one, "nobody"), false);

        assertThat(read).singleElement().satisfies(pod -> {
            assertThat(pod.name()).isEqualTo(one);
            assertThat(pod.ready()).isTrue();
            assertThat(pod.restarts()).isZero();
            assertThat(pod.cpu()).isEmpty();
        });
    }

    @Test
    void whoWantsToKnowWhatPodsUseNeedsAMetricsServer() {
        assertThatThrownBy(() -> pods.of(names(), true))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.lasting()).isTrue())
                .hasMessageContainingAll("no metrics API", "install metrics-server");
    }

    @Test
    void whatPodsUseIsTheSumOverTheirContainers() {
        withMetricsServer((measured, all) -> {
            String one = names(all).iterator().next();
            all.put(ClusterPods.POD_METRICS, "shop", usage(one, "250m", "64Mi", "1500u", "1Mi"));

            assertThat(measured.of(Set.of(one), true)).singleElement().satisfies(pod -> {
                assertThat(pod.cpu()).hasValue(0.2515);
                assertThat(pod.memory()).hasValue(65 * 1024 * 1024);
            });
        });
    }

    @Test
    void ofAPodThatIsNotMeasuredYetNothingIsKnown() {
        withMetricsServer((measured, all) -> assertThat(measured.of(names(all), true))
                .isNotEmpty()
                .allMatch(pod -> pod.cpu().isEmpty() && pod.memory().isEmpty()));
    }

    @Test
    void whoMayNotReadWhatPodsUseIsToldWhatIsMissing() {
        withMetricsServer((measured, all) -> {
            all.grantOnly(Right.toAny(Kind.POD, "list"));

            assertThatThrownBy(() -> measured.of(Set.of("any"), true))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.lasting()).isTrue())
                    .hasMessageContainingAll("metrics of pods in namespace shop", "grant list", "pods.metrics.k8s.io");
        });
    }

    @Test
    void theRightsForItAreEnough() {
        withMetricsServer((measured, all) -> {
            Set<String> names = names(all);
            all.grantOnly(Stream.concat(Right.toAny(Kind.POD, "list").stream(), ClusterPods.rights().stream())
                    .toList());

            assertThat(measured.of(names, true)).hasSameSizeAs(names);
        });
    }

    /** The same shop in a cluster that has a metrics server. */
    private void withMetricsServer(BiConsumer<ClusterPods, SimulatedCluster> test) {
        List<ServedKind> kinds = Stream.concat(
                        ServedKind.builtIn().stream(), Stream.of(new ServedKind(ClusterPods.POD_METRICS, true, false)))
                .toList();
        try (SimulatedCluster measured = SimulatedCluster.start(clock, kinds);
                KubernetesClient itsClient = measured.client()) {
            Scenery.checkout("shop").build(measured, START);
            measured.settle("shop", clock.instant());
            test.accept(new ClusterPods(new FabricKubernetesApi(itsClient), "shop", clock), measured);
        }
    }

    private static Set<String> names(SimulatedCluster cluster) {
        return cluster.list(Kind.POD, "shop").stream()
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    /** As metrics-server writes it. */
    private static GenericKubernetesResource usage(String pod, String... cpuAndMemory) {
        List<Object> containers = new ArrayList<>();
        for (int i = 0; i < cpuAndMemory.length; i += 2) {
            containers.add(Map.of(
                    "name", "container-" + i, "usage", Map.of("cpu", cpuAndMemory[i], "memory", cpuAndMemory[i + 1])));
        }
        GenericKubernetesResource metrics = new GenericKubernetesResource();
        metrics.setApiVersion("metrics.k8s.io/v1beta1");
        metrics.setKind("PodMetrics");
        metrics.setMetadata(
                new ObjectMetaBuilder().withName(pod).withNamespace("shop").build());
        metrics.setAdditionalProperty("containers", containers);
        return metrics;
    }

    @Test
    void whoMayNotReadPodsIsToldWhatIsMissing() {
        cluster.deny("list", "pods");

        assertThatThrownBy(() -> pods.of(Set.of("any"), false))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("pods in namespace shop", "grant list");
    }

    @Test
    void manyQuestionsAtOnceAreOneCall() {
        Set<String> names = names();
        List<PodReading> before = pods.of(names, false);
        cluster.deny("list", "pods");

        assertThat(pods.of(names, false)).isEqualTo(before);
    }
}
