package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackOfTest {
    @TempDir
    private Path folder;

    @Test
    void whoIsInterruptedBeforeTheStartTakesNobodyElsesReleaseBack() {
        try (Simulation simulation = Simulation.start(Scenario.named("healthy"), Scenery.checkout("shop"), 1);
                KubernetesClient client = simulation.cluster().client()) {
            new SimulatedSurroundings(simulation, folder).release("deploy");
            ReleaseSpec spec = SpecReader.read(simulation.exampleSpecYaml());
            Release mine = new Release(
                    "mine",
                    Session.holder(),
                    spec,
                    Wiring.adapters(
                            new FabricKubernetesApi(client),
                            spec.target(),
                            simulation.clock(),
                            name -> null,
                            new MemoryJournal()));
            Progress end = new RollbackOf(mine).tick(simulation.clock().instant());
            assertThat(((Progress.Done) end).result().reason()).isEqualTo("nothing had been changed yet");
            assertThat(simulation.cluster().find(Kind.DEPLOYMENT, "shop", "checkout-canary"))
                    .isPresent();
        }
    }
}
