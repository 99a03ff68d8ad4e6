package io.jenkins.plugins.canary.notify;

import static io.jenkins.plugins.canary.notify.Newsroom.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpGatekeeperTest {
    private final MockWebServer server = new MockWebServer();
    private final HttpGatekeeper keeper = new HttpGatekeeper(
            new OkHttpClient(), "localhost"::equals, Clock.fixed(BEGIN, ZoneOffset.UTC), Outbox::daemon);

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        keeper.close();
        server.close();
    }

    private GateQuestion question(String key, int retries) {
        return new GateQuestion(
                key,
                server.url("/open").newBuilder().host("localhost").build().toString(),
                Duration.ofSeconds(5),
                retries,
                Duration.ofSeconds(15),
                GateChannel.body("checkout", "shop", "Waiting", "r1", Map.of("team", "a")));
    }

    private GateAnswer answer(GateQuestion question, Instant now) {
        await().until(() -> keeper.ask(question, now).isPresent());
        return keeper.ask(question, now).orElseThrow();
    }

    @Test
    void theFirstQuestionWaitsForNoAnswer() {
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));

        assertThat(keeper.ask(question("a", 0), BEGIN)).isEmpty();
    }

    @Test
    void whatIsAskedIsWhatFlaggerAsks() throws Exception {
        server.enqueue(new MockResponse());

        assertThat(answer(question("a", 0), BEGIN).open()).isTrue();
        assertThat(new ObjectMapper().readTree(server.takeRequest().getBody().readUtf8()))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"name": "checkout", "namespace": "shop", "phase": "Waiting", "checksum": "r1",
                         "metadata": {"team": "a"}}"""));
    }

    @Test
    void anAnswerCountsForAWhileAndIsThenAskedForAgain() {
        server.enqueue(new MockResponse().setResponseCode(403).setBody("not before noon"));
        server.enqueue(new MockResponse());
        GateQuestion question = question("a", 0);

        assertThat(answer(question, BEGIN).sentence()).isEqualTo("localhost answered 403: not before noon");
        assertThat(keeper.ask(question, BEGIN.plusSeconds(14)).map(GateAnswer::open))
                .contains(false);
        assertThat(server.getRequestCount()).isEqualTo(1);
        await().until(() -> keeper.ask(question, BEGIN.plusSeconds(16))
                .filter(GateAnswer::open)
                .isPresent());
    }

    @Test
    void noesInARowAreCounted() {
        server.enqueue(new MockResponse().setResponseCode(500));
        server.enqueue(new MockResponse().setResponseCode(500));
        GateQuestion question = question("a", 0);
        answer(question, BEGIN);

        await().untilAsserted(() -> assertThat(
                        keeper.ask(question, BEGIN.plusSeconds(16)).map(GateAnswer::failures))
                .contains(2));
    }

    @Test
    void aCallThatFailedIsMadeAgainAsOftenAsIsSaid() {
        server.enqueue(new MockResponse().setResponseCode(503));
        server.enqueue(new MockResponse().setResponseCode(503));
        server.enqueue(new MockResponse());

        assertThat(answer(question("a", 2), BEGIN).open()).isTrue();
    }

    @Test
    void anAnswerAtOneWeightIsNoneAtTheNext() {
        server.enqueue(new MockResponse());
        answer(question("a", 0), BEGIN);
        server.enqueue(new MockResponse().setResponseCode(403));

        assertThat(answer(question("b", 0), BEGIN).open()).isFalse();
    }

    @Test
    void aHostThatIsNotAllowedIsNotAsked() {
        GateQuestion metadata = new GateQuestion(
                "a", "http://169.254.169.254/latest", Duration.ofSeconds(1), 0, Duration.ofSeconds(15), Json.object());

        assertThat(keeper.problem(metadata.url()))
                .get()
                .asString()
                .startsWith("gates on 169.254.169.254 may not be asked");
        assertThat(answer(metadata, BEGIN).open()).isFalse();
        assertThat(keeper.problem("https://localhost@evil.example/")).isPresent();
    }

    @Test
    void aRedirectIsNoYesAndNotFollowed() {
        server.enqueue(new MockResponse().setResponseCode(302).setHeader("Location", "http://169.254.169.254/"));

        assertThat(answer(question("a", 0), BEGIN).open()).isFalse();
    }

    @Test
    void whoIsToldOfEverythingHearsTheMessage() throws Exception {
        server.enqueue(new MockResponse());
        Destination event = keeper.told("all", question("a", 0).url(), Map.of(), false);

        event.channel().deliver(Newsroom.promoted());

        assertThat(new ObjectMapper().readTree(server.takeRequest().getBody().readUtf8()))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"name": "checkout", "namespace": "shop", "phase": "Succeeded", "checksum": "b7-a1",
                         "metadata": {"eventMessage": "prod-eu/shop/checkout: promoted: the errors of <b>canary</b> & co were 5 %",
                                      "eventType": "Normal", "timestamp": "1772446320000"}}"""));
    }

    @Test
    void whoIsToldOfTheEndHearsNothingElse() {
        Destination end = keeper.told("end", question("a", 0).url(), Map.of(), true);

        assertThat(end.wants(Newsroom.promoted())).isTrue();
        assertThat(end.wants(Newsroom.critical())).isFalse();
    }
}
