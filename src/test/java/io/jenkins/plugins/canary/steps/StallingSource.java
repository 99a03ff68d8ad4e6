package io.jenkins.plugins.canary.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/** A Prometheus that says the same number to everything but the time, until it says nothing any more. */
final class StallingSource implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<Instant> unanswered = new ConcurrentLinkedQueue<>();
    private volatile boolean stalled;
    private volatile int number;
    private volatile long saidAt;

    StallingSource() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                if (stalled) {
                    unanswered.add(Instant.now());
                    end.await();
                }
                if (request.getBody().readUtf8().contains("query=time%28%29")) {
                    return answer(Instant.now().getEpochSecond());
                }
                saidAt = System.nanoTime();
                return answer(number);
            }
        });
    }

    String url() {
        return server.url("/").toString();
    }

    /** From now on that number is the answer; before, it is zero. */
    void say(int next) {
        number = next;
    }

    /** How long ago it said its number last. */
    Duration sinceItSaid() {
        return Duration.ofNanos(System.nanoTime() - saidAt);
    }

    /** From now on nothing is answered. */
    void stall() {
        stalled = true;
    }

    /** How many calls have waited for an answer in vain. */
    int unanswered() {
        return unanswered.size();
    }

    /** The most of these that came within a time. */
    long mostUnansweredWithin(Duration span) {
        return unanswered.stream()
                .mapToLong(first -> unanswered.stream()
                        .filter(call -> !call.isBefore(first) && call.isBefore(first.plus(span)))
                        .count())
                .max()
                .orElse(0);
    }

    private static MockResponse answer(long number) {
        return new MockResponse().setHeader("Content-Type", "application/json").setBody("""
                {"status": "success", "data": {"resultType": "vector",
                  "result": [{"metric": {}, "value": [1700000000, "%d"]}]}}
                """.formatted(number));
    }

    @Override
    public void close() throws Exception {
        end.countDown();
        server.shutdown();
    }
}
