package io.jenkins.plugins.canary.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    private final MockWebServer server = new MockWebServer();
    private final Wire wire = Wire.of(new OkHttpClient(), "s3cret");

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DeliveryException failure(MockResponse response) {
        server.enqueue(response);
        return catchThrowableOfType(
                DeliveryException.class, () -> wire.post(server.url("/hooks/s3cret"), Json.object()));
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "401, false",
        "404, false",
        "302, false",
        "408, true",
        "429, true",
        "500, true",
        "503, true"
    })
    void whatMayPassIsWorthTryingAgain(int code, boolean again) {
        assertThat(failure(new MockResponse().setResponseCode(code)).isWorthRetrying())
                .isEqualTo(again);
    }

    @Test
    void aReceiverSaysHowLongItWantsToBeLeftAlone() {
        assertThat(failure(new MockResponse().setResponseCode(429).setHeader("Retry-After", "7"))
                        .notBefore())
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void aFailureNamesTheHostAndTheAnswerButNoSecret() {
        DeliveryException failure =
                failure(new MockResponse().setResponseCode(403).setBody("no\nsuch\u0007hook: /hooks/s3cret"));

        assertThat(failure)
                .hasMessageContaining(server.getHostName() + " answered 403: no such hook: /hooks/…")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void aReceiverThatHangsUpMayAnswerLater() {
        assertThat(failure(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AT_START))
                        .isWorthRetrying())
                .isTrue();
    }

    @Test
    void aSecretIsNotSentToWhereAReceiverPoints() {
        failure(new MockResponse().setResponseCode(307).setHeader("Location", server.url("/elsewhere")));

        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsFine() {
        server.enqueue(new MockResponse().setBody("ok"));

        assertThatNoException().isThrownBy(() -> wire.post(server.url("/"), Json.object()));
    }
}
