package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.SimulatedClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.FormBody;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final SimulatedClock clock = SimulatedClock.at(Instant.parse("2026-01-05T10:00:00Z"));
    private int calls;
    private int code = 200;
    private int length = 10;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .addInterceptor(new SharedAnswers(clock))
            .addInterceptor(this::answer)
            .build();

    private Response answer(Interceptor.Chain chain) {
        calls++;
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(code)
                .message("")
                .body(ResponseBody.create("x".repeat(length), MediaType.get("application/json")))
                .build();
    }

    private String ask(String query, String time, String token) throws IOException {
        FormBody.Builder form = new FormBody.Builder().add("query", query);
        if (!time.isEmpty()) {
            form.add("time", time);
        }
        Request request = new Request.Builder()
                .url("http://prometheus.invalid/api/v1/query")
                .header("Authorization", token)
                .post(form.build())
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    @Test
    void theSameQuestionIsAskedOnce() throws IOException {
        String first = ask("up", "100", "a");

        assertThat(ask("up", "100", "a")).isEqualTo(first).hasSize(10);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void anotherTimeQueryOrCredentialIsAnotherQuestion() throws IOException {
        ask("up", "100", "a");
        ask("up", "101", "a");
        ask("down", "100", "a");
        ask("up", "100", "b");

        assertThat(calls).isEqualTo(4);
    }

    @Test
    void whatIsAboutNowIsAskedEachTime() throws IOException {
        ask("time()", "", "a");
        ask("time()", "", "a");

        assertThat(calls).isEqualTo(2);
    }

    @Test
    void failuresAreNotKept() throws IOException {
        code = 503;
        ask("up", "100", "a");
        code = 200;
        ask("up", "100", "a");

        assertThat(calls).isEqualTo(2);
    }

    @Test
    void anAnswerIsForgottenAfterAMoment() throws IOException {
        ask("up", "100", "a");
        clock.advanceTo(clock.instant().plus(Duration.ofSeconds(21)));
        ask("up", "100", "a");

        assertThat(calls).isEqualTo(2);
    }

    @Test
    void longAnswersComeThroughWholeAndAreNotKept() throws IOException {
        length = 3 << 20;

        assertThat(ask("up", "100", "a")).hasSize(3 << 20);
        assertThat(ask("up", "100", "a")).hasSize(3 << 20);
        assertThat(calls).isEqualTo(2);
    }
}
