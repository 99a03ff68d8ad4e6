package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.canary.cli.SimulatedSurroundings.Said;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole releases that people pause, resume and extend from another terminal. */
class OrderVerbsTest extends InShop {
    @Test
    void aRunThatIsPausedForHoursKeepsItsWeightAndIsPromotedAfterwards() throws IOException {
        world.after(Duration.ofMinutes(3), () -> ordered("pause", "--reason", "is the cache warm?"));
        world.after(
                Duration.ofHours(2),
                () -> assertThat(status().path("weight").asInt()).isEqualTo(5));
        world.after(Duration.ofHours(3), () -> ordered("resume"));
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .containsSubsequence("Paused by ", ": is the cache warm?", "Resumed by ", "25 %", "50 %", "PROMOTED: ");
        assertThat(simulation.lostRequests()).isZero();
    }

    @Test
    void aPausedReleaseThatHarmsIsTakenBack() {
        move(Scenario.named("errors"), Scenery.checkout("shop"));
        world.after(Duration.ofMinutes(1), () -> ordered("pause"));
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out()).containsSubsequence("Paused by ", "ROLLED_BACK: ");
    }

    @Test
    void aPausedReleaseExpiresAllTheSame() {
        world.write("canary.yaml", simulation.exampleSpecYaml() + "expiry: 1h\n");
        world.after(Duration.ofMinutes(3), () -> ordered("pause"));
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out()).contains("ROLLED_BACK: the release expired");
        assertThat(simulation.clock().instant())
                .isAfterOrEqualTo(simulation.releaseStart().plusSeconds(3600));
    }

    @Test
    void aReleaseThatIsExtendedExpiresLater() throws IOException {
        world.release("deploy");
        Instant before = Instant.parse(status().path("expires").asText());
        Said said = ordered("extend", "--by", "90m");
        assertThat(said.out()).contains("DONE: extended by 1h30m: the release expires at ");
        assertThat(Instant.parse(status().path("expires").asText())).isEqualTo(before.plusSeconds(5400));
        assertThat(ordered("extend", "--by", "0s").err()).contains("--by: 0 is no more time");
    }

    @Test
    void theStatusSaysWhoPausedARelease() {
        world.release("deploy");
        ordered("pause", "--reason", "lunch");
        assertThat(world.run("status", "--namespace", "shop").out()).containsPattern(", paused by .*: lunch");
        assertThat(ordered("pause").out()).contains("it is paused already, by ");
        ordered("resume");
        assertThat(world.run("status", "--namespace", "shop").out()).doesNotContain("paused");
    }

    @Test
    void aRunWaitsAtItsGateUntilSomebodyApproves() throws IOException {
        gate("");
        world.after(Duration.ofMinutes(3), () -> assertThat(
                        ordered("approve", "--weight", "25").err())
                .contains("the canary has 5 % of the traffic by now, which is not what was looked at"));
        world.after(Duration.ofMinutes(100), () -> {
            assertThat(status().path("weight").asInt()).isEqualTo(25);
            assertThat(status().path("approvalUntil").asText()).isNotEmpty();
            assertThat(world.run("status", "--namespace", "shop").out()).contains("for 'canary approve'");
            ordered("approve", "--weight", "25", "--reason", "the shop looks well");
        });
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .containsSubsequence(
                        "The canary serves 25 %",
                        "Waiting for approval to leave ",
                        "'canary approve'",
                        "Approved by ",
                        ": the shop looks well",
                        "The canary serves 50 %",
                        "PROMOTED: ");
        assertThat(simulation.lostRequests()).isZero();
    }

    @Test
    void aRunThatIsKilledAtItsGateGoesOnWaitingWithTheSameLimit() throws IOException {
        gate("");
        List<String> limits = new ArrayList<>();
        world.after(Duration.ofMinutes(60), () -> {
            limits.add(status().path("approvalUntil").asText());
            throw new KilledAtTheGate();
        });
        assertThatThrownBy(() -> world.release("run")).isInstanceOf(KilledAtTheGate.class);
        world.after(
                Duration.ofMinutes(90),
                () -> limits.add(status().path("approvalUntil").asText()));
        Said said = world.release("run", "--resume");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(2);
        assertThat(said.out()).contains("HELD: NO_APPROVAL: nobody approved by " + limits.get(0));
        assertThat(limits).hasSize(2).containsOnly(limits.get(0));
    }

    @Test
    void aGateThatNobodyOpensTakesTheCanaryBackWhereThePolicySaysSo() {
        gate("onNoApproval: rollback\n");
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out()).contains("ROLLED_BACK: NO_APPROVAL: nobody approved by ");
        assertThat(simulation.lostRequests()).isZero();
    }

    @Test
    void aCanaryThatBeginsToHarmIsTakenBackWhileItsGateIsClosed() {
        move(Scenario.HEALTHY.withErrors(0.05).withFrom(Duration.ofMinutes(30)), Scenery.checkout("shop"));
        gate("");
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out()).containsSubsequence("Waiting for approval to leave ", "FAIL", "ROLLED_BACK: ");
    }

    @Test
    void thePlanSaysWhereAPersonIsAsked() {
        gate("");
        assertThat(world.run(
                                "plan",
                                folder.resolve("canary.yaml").toString(),
                                "--source",
                                "prometheus=" + simulation.prometheusUrl())
                        .out())
                .contains("25 % with 1 pod of the new version, and not on before somebody approves within 2h");
    }

    private void gate(String more) {
        world.write(
                "canary.yaml",
                simulation.exampleSpecYaml().replaceAll("(?m)^(weights|hold):.*\n", "")
                        + "steps: [{weight: 5, hold: 5m}, {weight: 25, hold: 5m, approval: 2h}, {weight: 50, hold: 5m}]\n"
                        + more);
    }

    private static final class KilledAtTheGate extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Said ordered(String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(verb, "--namespace", "shop", "--workload", "checkout"));
        arguments.addAll(List.of(more));
        return world.run(arguments.toArray(String[]::new));
    }

    private JsonNode status() {
        try {
            return new ObjectMapper()
                    .readTree(
                            world.run("status", "--namespace", "shop", "--json").out())
                    .path(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
