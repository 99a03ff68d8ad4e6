package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.cli.SimulatedSurroundings.Said;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole releases in which gates have a say. */
class GatedReleaseTest extends InShop {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, Integer> openFrom = new ConcurrentHashMap<>();

    @BeforeEach
    void serve() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String gate = request.getPath().substring(1);
                int times =
                        asked.computeIfAbsent(gate, name -> new AtomicInteger()).incrementAndGet();
                return times >= openFrom.getOrDefault(gate, 1)
                        ? new MockResponse()
                        : new MockResponse().setResponseCode(403).setBody("closed");
            }
        });
        server.start();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Said run(String... gates) {
        StringBuilder text = new StringBuilder(simulation.exampleSpecYaml()).append("gates:\n");
        for (String gate : gates) {
            String type = gate.split(",", 2)[0];
            text.append("  - {type: ")
                    .append(gate)
                    .append(", url: '")
                    .append(server.url("/" + type))
                    .append("'}\n");
        }
        world.write("canary.yaml", text.toString());
        return world.release("run");
    }

    @Test
    void everyKindIsAskedAtItsTime() {
        openFrom.put("confirm-traffic-increase", 3);
        openFrom.put("rollback", Integer.MAX_VALUE);

        Said said = run(
                "confirm-rollout",
                "pre-rollout",
                "rollout",
                "confirm-traffic-increase",
                "confirm-promotion",
                "rollback",
                "post-rollout",
                "event");

        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .containsSubsequence(
                        "Gate confirm-rollout is open",
                        "Gate pre-rollout agrees",
                        "The canary serves 5 %",
                        "for gate confirm-traffic-increase (confirm-traffic-increase): localhost answered 403: closed",
                        "Gate confirm-traffic-increase is open",
                        "The canary serves 25 %",
                        "Gate confirm-promotion is open",
                        "PROMOTED: ");
        assertThat(asked.get("post-rollout")).hasValue(1);
        assertThat(asked.get("event")).hasValueGreaterThan(5);
    }

    @Test
    void aSmokeTestThatFailsTakesTheReleaseBackBeforeAnybodyIsServed() {
        openFrom.put("pre-rollout", Integer.MAX_VALUE);

        Said said = run("pre-rollout, threshold: 2");

        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out())
                .contains("ROLLED_BACK: gate pre-rollout (pre-rollout) said no 2 times in a row")
                .doesNotContain("The canary serves 5 %");
    }

    @Test
    void aYesOfTheRollbackGatetakesTrafficHome() {
        openFrom.put("rollback", 4);

        Said said = run("rollback");

        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out()).contains("ROLLED_BACK: gate rollback (rollback) orders the release back");
    }
}
