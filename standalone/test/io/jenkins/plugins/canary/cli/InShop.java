package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that give commands in a simulated shop. */
abstract class InShop {
    @TempDir
    Path folder;

    Simulation simulation;
    SimulatedSurroundings world;

    /** The shop opens, and its new version is healthy. */
    @BeforeEach
    void open() {
        enter(Scenario.named("healthy"), Scenery.checkout("shop"));
    }

    @AfterEach
    void leave() {
        simulation.close();
    }

    /** Another shop in place of the one that is open. */
    void move(Scenario scenario, Scenery scenery) {
        leave();
        enter(scenario, scenery);
    }

    /** The image that stable runs. */
    String image() {
        return simulation
                .cluster()
                .find(Kind.DEPLOYMENT, "shop", "checkout")
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private void enter(Scenario scenario, Scenery scenery) {
        simulation = Simulation.start(scenario, scenery, 1);
        world = new SimulatedSurroundings(simulation, folder);
    }
}
