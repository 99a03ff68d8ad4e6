package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
