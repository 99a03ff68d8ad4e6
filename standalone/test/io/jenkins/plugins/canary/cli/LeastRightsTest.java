package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.cli.SimulatedSurroundings.Said;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code canary rbac} prints is enough for whole releases, and what is missing is told at once. */
class LeastRightsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Routing.class)
    void aReleaseIsPromotedWithTheLeastRole(Routing routing) {
        Said said = run(Scenario.named("healthy"), routing, "");
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("PROMOTED: ");
        assertThat(said.out().lines().filter(line -> line.contains("Warning")))
                .as("what nobody may look at is a warning")
                .allMatch(line ->
                        line.contains("is released in place") || line.contains("a pod that starts on a new node"));
    }

    @ParameterizedTest
    @EnumSource(Routing.class)
    void aReleaseIsTakenBackWithTheLeastRole(Routing routing) {
        Said said = run(Scenario.named("errors"), routing, "");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out()).contains("ROLLED_BACK: ");
    }

    @Test
    void aCopyOfStableComesAndGoesWithTheLeastRoleOfAReleaseThatComparesWithOne() {
        Said said = run(Scenario.named("healthy"), Routing.HOST, "baseline: fresh\n");
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("PROMOTED: ");
    }

    @Test
    void aPodIsKeptWithTheLeastRoleOfAReleaseThatKeepsOne() {
        Said said = run(Scenario.named("errors"), Routing.HOST, "keepForensics: 10m\n");
        assertThat(said.out()).contains("is kept for people to look at");
    }

    @Test
    void onlyWhoAsksTheClusterWhatPodsUseMayReadThat() {
        try (Simulation simulation = start(Scenario.named("healthy"), Routing.HOST)) {
            SimulatedSurroundings world = new SimulatedSurroundings(simulation, folder);
            assertThat(printed(world, simulation.exampleSpecYaml(), "notReady")).doesNotContain("metrics.k8s.io");
            assertThat(printed(world, simulation.exampleSpecYaml(), "memory"))
                    .containsPattern("(?s)metrics.k8s.io\\W+resources:\\W+pods\\W+verbs:\\W+list");
        }
    }

    private String printed(SimulatedSurroundings world, String spec, String query) {
        String metric =
                "metrics:\n  - gauge: {name: own, source: kubernetes, query: " + query + ", per: pod, bad: up}\n";
        world.write("canary.yaml", spec.replaceFirst("metrics:\n", metric));
        return world.runAlone("rbac", folder.resolve("canary.yaml").toString()).out();
    }

    @Test
    void everyMissingRightIsToldAtOnceAndNothingIsChanged() {
        try (Simulation simulation = start(Scenario.named("healthy"), Routing.HOST)) {
            SimulatedSurroundings world = new SimulatedSurroundings(simulation, folder);
            Stream.of("create leases", "update virtualservices", "delete services", "update deployments")
                    .map(right -> right.split(" "))
                    .forEach(right -> simulation.cluster().deny(right[0], right[1]));
            long before = simulation.cluster().version("shop");
            Said said = world.release("run");
            assertThat(said.code()).isEqualTo(64);
            assertThat(said.err())
                    .contains("rights: missing in namespace shop: create leases.coordination.k8s.io,"
                            + " update deployments.apps checkout, update deployments.apps checkout-canary,"
                            + " delete services checkout-canary,"
                            + " update virtualservices.networking.istio.io checkout; 'canary rbac SPEC' prints a Role");
            assertThat(simulation.cluster().version("shop")).isEqualTo(before);
        }
    }

    @Test
    void whoMayNotEvenLookIsToldEverythingInOneSentence() {
        try (Simulation simulation = start(Scenario.named("healthy"), Routing.HTTPROUTE)) {
            SimulatedSurroundings world = new SimulatedSurroundings(simulation, folder);
            simulation.cluster().grantOnly(List.of(new Right("get", "coordination.k8s.io", "leases", "")));
            Said said = world.run(
                    "plan",
                    folder.resolve("canary.yaml").toString(),
                    "--source",
                    "prometheus=" + simulation.prometheusUrl());
            assertThat(said.code()).as(said.err()).isEqualTo(64);
            assertThat(said.out().lines().filter(line -> line.startsWith("In the way: rights: missing")))
                    .singleElement()
                    .asString()
                    .contains(
                            "get deployments.apps checkout",
                            "list services",
                            "get httproutes.gateway.networking.k8s.io checkout");
        }
    }

    private Said run(Scenario scenario, Routing routing, String more) {
        try (Simulation simulation = start(scenario, routing)) {
            SimulatedSurroundings world = new SimulatedSurroundings(simulation, folder);
            world.write("canary.yaml", simulation.exampleSpecYaml() + more);
            LeastRights.grant(simulation, world, folder);
            return world.release("run");
        }
    }

    private static Simulation start(Scenario scenario, Routing routing) {
        return Simulation.start(
                scenario, Scenery.checkout("shop").replicas(4).routed(routing).autoscaled(2, 8), 1);
    }
}
