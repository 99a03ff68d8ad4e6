package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.canary.simulation.SimulatedClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private static final int CALLS = 4;

    private final SimulatedClock clock = SimulatedClock.at(Instant.EPOCH);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger arrived = new AtomicInteger();
    private final MockWebServer server = new MockWebServer();
    private final OkHttpClient client =
            new OkHttpClient.Builder().addInterceptor(new Bulkhead(clock)).build();
    private final List<CompletableFuture<Integer>> calls = new ArrayList<>();

    @BeforeEach
    void start() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                arrived.incrementAndGet();
                answers.await();
                return new MockResponse();
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        answers.countDown();
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        server.shutdown();
    }

    @Test
    void aFifthCallWaitsForOneOfFourToEnd() {
        begin(CALLS + 1);
        await().until(() -> arrived.get() == CALLS);

        answers.countDown();

        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(200));
        assertThat(arrived).hasValue(CALLS + 1);
    }

    @Test
    void nobodyWaitsBehindFourThatHang() {
        begin(CALLS);
        await().until(() -> arrived.get() == CALLS);

        clock.advanceTo(Instant.EPOCH.plusSeconds(5));

        assertThatThrownBy(this::call)
                .isInstanceOf(Bulkhead.SaturatedException.class)
                .hasMessageContaining("all 4 calls that may be under way to it at a time have waited for 5 s");
        assertThat(arrived).hasValue(CALLS);
    }

    @Test
    void onceTheyAreAnsweredCallsArriveAgain() throws IOException {
        begin(CALLS);
        await().until(() -> arrived.get() == CALLS);
        clock.advanceTo(Instant.EPOCH.plus(Duration.ofMinutes(1)));
        answers.countDown();
        calls.forEach(CompletableFuture::join);

        assertThat(call()).isEqualTo(200);
    }

    private void begin(int number) {
        for (int i = 0; i < number; i++) {
            CompletableFuture<Integer> call = new CompletableFuture<>();
            calls.add(call);
            Thread thread = new Thread(() -> {
                try {
                    call.complete(call());
                } catch (IOException e) {
                    call.completeExceptionally(e);
                }
            });
            thread.start();
        }
    }

    private int call() throws IOException {
        Request request = new Request.Builder().url(server.url("/")).build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        }
    }
}
