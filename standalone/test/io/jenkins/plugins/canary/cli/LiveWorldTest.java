package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.simulation.Simulation.Watching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveWorldTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Simulation simulation = Simulation.start(
            Scenario.HEALTHY, Scenery.checkout("shop"), new Watching(Duration.ofSeconds(5), Duration.ZERO), 1, NOW);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        simulation.close();
    }

    @Test
    void theWorldIsAsLateAsTheClock() {
        SimulatedClock clock = SimulatedClock.at(NOW);
        LiveWorld world = new LiveWorld(simulation, clock);

        clock.advanceTo(NOW.plusSeconds(90));
        world.catchUp();

        assertThat(simulation.clock().instant()).isEqualTo(NOW.plusSeconds(90));
        assertThat(simulation.totals().stableRequests()).isPositive();
    }

    @Test
    void nothingHappensWhileTheClockIsPutBack() {
        new LiveWorld(simulation, Clock.fixed(NOW.minusSeconds(60), ZoneOffset.UTC)).catchUp();

        assertThat(simulation.clock().instant()).isEqualTo(NOW);
    }

    @Test
    void theKubeconfigLeadsToTheCluster() throws IOException {
        write();

        try (KubernetesClient client = Clients.ofKubeconfig(Files.readString(folder.resolve("kubeconfig.yaml")))) {
            assertThat(client.apps()
                            .deployments()
                            .inNamespace("shop")
                            .withName(Scenery.NAME)
                            .get())
                    .isNotNull();
        }
    }

    @Test
    void theConfigurationNamesWhatWasWritten() throws IOException {
        write();

        assertThat(folder.resolve("jenkins.yaml"))
                .content()
                .contains("${readFile:" + folder.resolve("kubeconfig.yaml") + "}")
                .contains("url: \"" + simulation.prometheusUrl() + "\"");
        assertThat(folder.resolve("Jenkinsfile")).content().contains("cluster: 'simulation'", "source: 'prometheus'");
    }

    private void write() throws IOException {
        new LiveWorld(simulation, simulation.clock()).write(folder);
    }
}
