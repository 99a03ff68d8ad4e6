package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.simulation.SimulatedClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private final SimulatedClock clock = SimulatedClock.at(NOW);
    private final List<Duration> waits = new ArrayList<>();
    private final Deque<Object> answers = new ArrayDeque<>();
    private int calls;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .addInterceptor(new Retries(clock, new SplittableRandom(1), this::pass))
            .addInterceptor(this::answer)
            .build();

    private void pass(Duration time) {
        waits.add(time);
        clock.advanceTo(clock.instant().plus(time));
    }

    private Response answer(Interceptor.Chain chain) throws IOException {
        calls++;
        Object next = answers.isEmpty() ? response(200, "") : answers.pop();
        if (next instanceof IOException e) {
            throw e;
        }
        return ((Response.Builder) next).request(chain.request()).build();
    }

    private static Response.Builder response(int code, String retryAfter) {
        Response.Builder response = new Response.Builder()
                .protocol(Protocol.HTTP_1_1)
                .code(code)
                .message("")
                .body(ResponseBody.create("", null));
        return retryAfter.isEmpty() ? response : response.header("Retry-After", retryAfter);
    }

    private int ask() throws IOException {
        try (Response response = client.newCall(
                        new Request.Builder().url("http://prometheus.invalid").build())
                .execute()) {
            return response.code();
        }
    }

    @Test
    void whatPassesIsAskedAgainAfterWaitsThatDouble() throws IOException {
        answers.add(new ConnectException("Connection refused"));
        answers.add(response(503, ""));

        assertThat(ask()).isEqualTo(200);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void theThirdAnswerStands() throws IOException {
        for (int i = 0; i < 5; i++) {
            answers.add(response(500, ""));
        }

        assertThat(ask()).isEqualTo(500);
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void whatLastsIsAskedOnce() throws IOException {
        for (int code : List.of(400, 401, 403, 404, 422)) {
            answers.add(response(code, ""));
            assertThat(ask()).isEqualTo(code);
        }

        assertThat(calls).isEqualTo(5);
    }

    @Test
    void whoIsSlowIsNotAskedTwice() {
        answers.add(new SocketTimeoutException("timeout"));

        assertThatThrownBy(this::ask).isInstanceOf(SocketTimeoutException.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aShortPauseThatIsAskedForIsKept() throws IOException {
        answers.add(response(429, "3"));

        assertThat(ask()).isEqualTo(200);
        assertThat(waits).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aPauseUntilATimeIsKept() throws IOException {
        answers.add(response(503, "Mon, 5 Jan 2026 10:00:04 GMT"));

        assertThat(ask()).isEqualTo(200);
        assertThat(waits).containsExactly(Duration.ofSeconds(4));
    }

    @Test
    void duringALongPauseNobodyAsks() throws IOException {
        answers.add(response(429, "60"));
        assertThat(ask()).isEqualTo(429);

        assertThatThrownBy(this::ask)
                .isInstanceOf(Retries.PausedException.class)
                .hasMessageContaining("before 2026-01-05T10:01:00Z");
        assertThat(calls).isEqualTo(1);

        clock.advanceTo(NOW.plusSeconds(60));
        assertThat(ask()).isEqualTo(200);
    }

    @Test
    void nobodyIsBelievedWhoWantsAPauseOfDays() throws IOException {
        answers.add(response(503, "864000"));
        assertThat(ask()).isEqualTo(503);

        clock.advanceTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(ask()).isEqualTo(200);
    }
}
