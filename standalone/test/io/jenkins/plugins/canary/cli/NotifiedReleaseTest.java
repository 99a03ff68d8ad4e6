package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.canary.cli.SimulatedSurroundings.Said;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

/** A whole release that others are told of. */
class NotifiedReleaseTest extends InShop {
    @Test
    void aReleaseThatHarmsIsToldToItsEndThoughOneReceiverNeverAnswers() throws Exception {
        move(Scenario.named("errors"), Scenery.checkout("shop"));
        try (MockWebServer receiver = new MockWebServer();
                MockWebServer silent = new MockWebServer()) {
            receiver.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse();
                }
            });
            silent.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
            world.write("notify.yaml", """
                    destinations:
                      - webhook: {name: audit, url: '%s'}
                      - webhook: {name: silent, url: '%s'}
                    """.formatted(receiver.url("/"), silent.url("/")));

            Said said = world.release(
                    "run", "--notify", folder.resolve("notify.yaml").toString());

            assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
            assertThat(occasions(receiver))
                    .startsWith("opened", "weight")
                    .endsWith("verdict", "rollback", "rolled-back");
        }
    }

    private static List<String> occasions(MockWebServer receiver) throws IOException, InterruptedException {
        List<String> occasions = new ArrayList<>();
        for (int i = receiver.getRequestCount(); i > 0; i--) {
            occasions.add(new ObjectMapper()
                    .readTree(receiver.takeRequest().getBody().readUtf8())
                    .path("event")
                    .asText());
        }
        return occasions;
    }
}
