package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Waits for the answer to a call. The call is made and its answer read on a thread of the client, because a thread that reads
 * from a socket heeds no interruption, and a release must not wait for numbers when its traffic is to go home.
 */
final class Waiting {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private Waiting() {}

    /**
     * The connections of a client with a source's own time limits. Redirects are not followed: a POST would arrive as a GET, most often at
     * a page for logging in, and what is secret must not leave the host that was named.
     */
    static OkHttpClient client(OkHttpClient client, PrometheusAccess access) {
        return client.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(access.timeout())
                .readTimeout(access.timeout())
                .connectTimeout(CONNECT.compareTo(access.timeout()) < 0 ? CONNECT : access.timeout())
                .build();
    }

    /** What becomes of an answer; closes nothing. */
    interface Reader {
        Answer read(Response response) throws IOException;
    }

    /**
     * Makes the call and waits.
     *
     * @throws io.jenkins.plugins.canary.metrics.SourceException if there is no answer, or the thread is interrupted; it stays so
     */
    static Answer forAnswer(Call call, Asked asked, Reader reader) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        call.enqueue(new Completing(answer, reader));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw asked.interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw asked.noAnswer(failure);
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private record Completing(CompletableFuture<Answer> answer, Reader reader) implements Callback {
        @Override
        public void onFailure(Call call, IOException e) {
            answer.completeExceptionally(e);
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                answer.complete(reader.read(response));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
