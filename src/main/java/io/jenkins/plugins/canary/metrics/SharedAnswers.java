package io.jenkins.plugins.canary.metrics;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * Answers of a source that all who ask the same share for a moment: metrics of one release that are made of the same counters, releases with
 * the same gauges, and those who look at one release twice. What is asked for names its time, so an answer stays right; it is forgotten after
 * 20 seconds for the sake of samples that come late, and of memory: 64 answers of at most 1 MiB, 16 MiB in all. Safe for use by several
 * threads; an interceptor of the client that all calls to one source are made with, before its {@link Retries}.
 */
public final class SharedAnswers implements Interceptor {
    private static final Duration LIFE = Duration.ofSeconds(20);
    private static final long LARGEST = 1L << 20;
    private static final long TOGETHER = 16L << 20;
    private static final int MOST = 64;

    private final Clock clock;
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** One for one source. */
    public SharedAnswers(Clock clock) {
        this.clock = clock;
    }

    /** Headers count: with other credentials it is another question. */
    private record Question(HttpUrl url, Headers headers, String form) {}

    private record Kept(Instant since, Headers headers, MediaType type, byte[] body) {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Optional<Question> question = question(request);
        Optional<Kept> found = question.flatMap(this::find);
        if (found.isPresent()) {
            return answer(request, found.get());
        }
        Response response = chain.proceed(request);
        if (question.isPresent() && response.code() == 200) {
            // One more than allowed tells whether it is longer; what has been looked at is still there to be read.
            ResponseBody beginning = response.peekBody(LARGEST + 1);
            if (beginning.contentLength() <= LARGEST) {
                keep(
                        question.get(),
                        new Kept(clock.instant(), response.headers(), beginning.contentType(), beginning.bytes()));
            }
        }
        return response;
    }

    /** A question that names no time is about now, and never the same again. */
    private static Optional<Question> question(Request request) throws IOException {
        RequestBody body = request.body();
        if (body == null) {
            return Optional.empty();
        }
        Buffer form = new Buffer();
        body.writeTo(form);
        String text = form.readUtf8();
        boolean timed = text.contains("&time=") || text.contains("&end=");
        return timed ? Optional.of(new Question(request.url(), request.headers(), text)) : Optional.empty();
    }

    private synchronized Optional<Kept> find(Question question) {
        Instant oldest = clock.instant().minus(LIFE);
        forget(answer -> answer.since.isBefore(oldest));
        return Optional.ofNullable(kept.get(question));
    }

    private synchronized void keep(Question question, Kept answer) {
        Kept before = kept.put(question, answer);
        bytes += answer.body.length - (before == null ? 0 : before.body.length);
        forget(any -> isTooMuch());
    }

    private synchronized boolean isTooMuch() {
        return kept.size() > MOST || bytes > TOGETHER;
    }

    private synchronized void forget(Predicate<Kept> which) {
        for (Iterator<Kept> all = kept.values().iterator(); all.hasNext(); ) {
            Kept one = all.next();
            if (which.test(one)) {
                all.remove();
                bytes -= one.body.length;
            }
        }
    }

    private static Response answer(Request request, Kept answer) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("shared")
                .headers(answer.headers)
                .body(ResponseBody.create(answer.body, answer.type))
                .build();
    }
}
