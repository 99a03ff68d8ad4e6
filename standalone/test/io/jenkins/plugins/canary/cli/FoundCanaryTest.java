package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.cli.SimulatedSurroundings.Said;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.OtherHand;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A canary that something else made is analyzed, shifted, promoted and taken back by the command line. */
class FoundCanaryTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Routing.class,
            names = {"HOST", "HTTPROUTE", "NGINX", "REPLICAS"})
    void anAnalysisAloneWritesNothing(Routing routing) {
        try (Simulation simulation = start("healthy", routing)) {
            SimulatedSurroundings world = world(simulation, "");
            Map<String, String> before = simulation.cluster().picture("shop");

            Said said = world.release("analyze");

            assertThat(said.code()).as(said.out() + said.err()).isZero();
            assertThat(said.out()).contains("PASS");
            assertThat(simulation.cluster().picture("shop"))
                    .containsKey("apps/deployments/" + OtherHand.NAME)
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Routing.class,
            names = {"HOST", "HTTPROUTE", "NGINX", "REPLICAS"})
    void anAnalysisAloneNeedsNoRightToWrite(Routing routing) {
        try (Simulation simulation = start("healthy", routing)) {
            SimulatedSurroundings world = world(simulation, "");
            readOnly(simulation);

            Said said = world.release("analyze");

            assertThat(said.code()).as(said.out() + said.err()).isZero();
            assertThat(said.out()).contains("PASS");
        }
    }

    @Test
    void aVerdictOfTheSameVersionCountsWhenItIsTakenAndPromoted() {
        try (Simulation simulation = start("healthy", Routing.HTTPROUTE)) {
            SimulatedSurroundings world = world(simulation, "");
            assertThat(world.release("analyze").code()).isZero();

            Said said = world.release("promote");

            assertThat(said.code()).as(said.out() + said.err()).isZero();
            assertThat(image(simulation, Scenery.NAME)).isEqualTo(Scenery.CANARY_IMAGE);
            assertThat(canaryShare(simulation)).isZero();
            assertThat(replicas(simulation)).isEqualTo(1);
        }
    }

    @Test
    void nothingIsTakenForAPromotionThatNoVerdictAllows() {
        try (Simulation simulation = start("healthy", Routing.HTTPROUTE)) {
            Said said = world(simulation, "").release("promote");

            assertThat(said.code()).isEqualTo(64);
            assertThat(said.err())
                    .contains("not promoted: PASS is required, and the latest verdict is none; analyze first");
            assertThat(simulation.cluster().list(Kind.LEASE, "shop")).isEmpty();
        }
    }

    @Test
    void aRollbackGivesItWhatItWasFoundWith() {
        try (Simulation simulation = start("healthy", Routing.HTTPROUTE)) {
            SimulatedSurroundings world = world(simulation, "");
            Said shifted = world.release("shift", "--weight", "40");
            assertThat(shifted.code()).as(shifted.out() + shifted.err()).isZero();
            assertThat(canaryShare(simulation)).isEqualTo(0.4);
            assertThat(replicas(simulation)).isEqualTo(2);

            Said back = world.run("rollback", folder.resolve("canary.yaml").toString());

            assertThat(back.code()).as(back.out() + back.err()).isZero();
            assertThat(back.out()).contains("The canary has what it had when it was found: 10 % of the traffic");
            assertThat(canaryShare(simulation)).isEqualTo(0.1);
            assertThat(replicas(simulation)).isEqualTo(1);
        }
    }

    @Test
    void aRollbackTakesAllTrafficFromItWhereThatIsWanted() {
        try (Simulation simulation = start("healthy", Routing.HTTPROUTE)) {
            Said back = world(simulation, "rollbackTo: stable\n")
                    .run("rollback", folder.resolve("canary.yaml").toString());

            assertThat(back.code()).as(back.out() + back.err()).isZero();
            assertThat(canaryShare(simulation)).isZero();
            assertThat(image(simulation, OtherHand.NAME)).isEqualTo(Scenery.CANARY_IMAGE);
        }
    }

    @Test
    void oneThatHarmsGetsNothingAnyMoreWhateverItWasFoundWith() {
        try (Simulation simulation = start("errors", Routing.HTTPROUTE)) {
            Said said = world(simulation, "weights: [20, 50]\n").release("run");

            assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
            assertThat(canaryShare(simulation)).isZero();
            assertThat(replicas(simulation)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Routing.class,
            names = {"HOST", "HTTPROUTE", "NGINX", "REPLICAS"})
    void aWholeReleaseOfItIsPromoted(Routing routing) {
        try (Simulation simulation = start("healthy", routing)) {
            SimulatedSurroundings world = world(simulation, "weights: [20, 50]\n");
            LeastRights.grant(simulation, world, folder);

            Said said = world.release("run");

            assertThat(said.code()).as(said.out() + said.err()).isZero();
            assertThat(said.out()).contains("PROMOTED: ");
            assertThat(image(simulation, Scenery.NAME)).isEqualTo(Scenery.CANARY_IMAGE);
            assertThat(replicas(simulation)).isEqualTo(1);
        }
    }

    @Test
    void anAnalysisAloneTakesNothingFromOneThatHarms() {
        try (Simulation simulation = start("errors", Routing.HTTPROUTE)) {
            SimulatedSurroundings world = world(simulation, "");
            Map<String, String> before = simulation.cluster().picture("shop");

            Said said = world.release("analyze");

            assertThat(said.code()).as(said.out() + said.err()).isEqualTo(3);
            assertThat(simulation.cluster().picture("shop")).isEqualTo(before);
        }
    }

    private static void readOnly(Simulation simulation) {
        for (String verb : new String[] {"create", "update", "delete", "patch"}) {
            for (String kind : new String[] {
                "leases",
                "deployments",
                "services",
                "pods",
                "httproutes",
                "virtualservices",
                "ingresses",
                "horizontalpodautoscalers"
            }) {
                simulation.cluster().deny(verb, kind);
            }
        }
    }

    private static Simulation start(String scenario, Routing routing) {
        Simulation simulation = Simulation.start(
                Scenario.named(scenario),
                Scenery.checkout("shop").replicas(4).routed(routing).autoscaled(2, 8),
                1);
        new OtherHand("shop", routing, 1, 10)
                .build(simulation.cluster(), simulation.clock().instant());
        simulation.advanceTo(simulation.clock().instant().plus(Scenery.STARTUP.multipliedBy(2)));
        return simulation;
    }

    private SimulatedSurroundings world(Simulation simulation, String more) {
        SimulatedSurroundings world = new SimulatedSurroundings(simulation, folder);
        String spec = simulation.exampleSpecYaml().replaceAll("(?m)^(image|weights):.*\n", "");
        world.write("canary.yaml", spec + "canary: " + OtherHand.NAME + "\n" + more);
        return world;
    }

    private static double canaryShare(Simulation simulation) {
        TrafficMap traffic = TrafficMap.of(simulation.cluster(), "shop", Scenery.NAME);
        return traffic.shares().stream()
                .filter(share -> !share.pods().isEmpty())
                .filter(share -> share.pods().get(0).startsWith(OtherHand.NAME))
                .mapToDouble(TrafficMap.Share::part)
                .sum();
    }

    private static String image(Simulation simulation, String name) {
        return deployment(simulation, name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private static int replicas(Simulation simulation) {
        return deployment(simulation, OtherHand.NAME).getSpec().getReplicas();
    }

    private static Deployment deployment(Simulation simulation, String name) {
        return simulation.cluster().find(Kind.DEPLOYMENT, "shop", name).orElseThrow();
    }
}
