package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.metrics.PodReadings.PodReading;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
        return client.pods().inNamespace("shop").list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
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
