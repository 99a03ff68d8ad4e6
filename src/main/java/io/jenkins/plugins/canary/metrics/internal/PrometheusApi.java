package io.jenkins.plugins.canary.metrics.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.ServerTime;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The two calls of the Prometheus HTTP API that are needed, {@code query} and {@code query_range}, sent as POST forms. Safe
 * for use by several threads; a thread that is interrupted while it waits for an answer stops waiting at once.
 *
 * <p>Thanos is asked for deduplicated, complete and raw data, VictoriaMetrics for complete and unrounded ones that come from no cache;
 * who does not know these fields ignores them.
 */
public final class PrometheusApi {
    private static final int BEGINNING = 8192;

    private final PrometheusAccess access;
    private final OkHttpClient client;

    /** An API that is called with the connections of a client, and with its own time limits. */
    public PrometheusApi(PrometheusAccess access, OkHttpClient client) {
        this.access = access;
        this.client = Waiting.client(client, access);
    }

    /** The name of the source, for messages. */
    public String name() {
        return access.name();
    }

    /** What is said of numbers that are too old to tell of now. */
    SourceException old(String query, Duration age) {
        return asked(query, "query").old(age);
    }

    /**
     * Asks a query that gives at most one number at one instant.
     *
     * @param time in milliseconds since the epoch
     */
    Answer one(String query, long time) {
        Asked asked = asked(query, "query");
        Answer answer = call(asked, instant(query, time));
        if (answer.type().equals("matrix")) {
            throw asked.somethingElse("a matrix instead of one number");
        }
        if (answer.series().size() > 1) {
            throw asked.several(answer.series().size());
        }
        refuseIncomplete(asked, answer);
        return answer;
    }

    /** Asks how late it is there. */
    public ServerTime serverTime() {
        Asked asked = asked("time()", "query");
        AtomicReference<Optional<Instant>> date = new AtomicReference<>(Optional.empty());
        Call call = client.newCall(request(asked, form("time()").build()));
        Answer answer = Waiting.forAnswer(call, asked, response -> {
            date.set(Optional.ofNullable(response.headers().getInstant("Date")));
            return read(response, asked);
        });
        refuseIncomplete(asked, answer);
        if (answer.series().size() != 1) {
            throw asked.somethingElse(answer.series().size() + " values instead of a time");
        }
        long millis = Math.round(answer.series().get(0).values()[0] * 1000);
        return new ServerTime(Instant.ofEpochMilli(millis), date.get());
    }

    /** How many values a query gives, whatever it is. */
    int some(String query, long time) {
        return call(asked(query, "query"), instant(query, time)).series().size();
    }

    /** Asks for the elements of an instant vector, all of them. */
    List<Answer.Series> vector(String query, long time) {
        Asked asked = asked(query, "query");
        return complete(asked, call(asked, instant(query, time)), "vector");
    }

    /** Asks for the samples of a range selector at one instant, all of them. */
    List<Answer.Series> matrix(String query, long time) {
        Asked asked = asked(query, "query");
        return complete(asked, call(asked, instant(query, time)), "matrix");
    }

    /**
     * Asks for values along a time.
     *
     * @param start in milliseconds since the epoch, like {@code end}; {@code step} in milliseconds
     */
    List<Answer.Series> range(String query, long start, long end, long step) {
        Asked asked = asked(query, "query_range");
        FormBody form = form(query)
                .add("start", seconds(start))
                .add("end", seconds(end))
                .add("step", seconds(step))
                .build();
        return complete(asked, call(asked, form), "matrix");
    }

    private Asked asked(String query, String path) {
        return new Asked(access, access.base() + "/api/v1/" + path, query);
    }

    private static FormBody instant(String query, long time) {
        return form(query).add("time", seconds(time)).build();
    }

    private static List<Answer.Series> complete(Asked asked, Answer answer, String type) {
        if (!answer.type().equals(type)) {
            throw asked.somethingElse("a " + answer.type() + " instead of a " + type);
        }
        refuseIncomplete(asked, answer);
        return answer.series();
    }

    /** What Prometheus remarks on the query itself says nothing of the data. */
    private static void refuseIncomplete(Asked asked, Answer answer) {
        answer.warnings().stream()
                .filter(warning -> !warning.startsWith("PromQL "))
                .findFirst()
                .ifPresent(warning -> {
                    throw asked.partial(warning);
                });
    }

    private static FormBody.Builder form(String query) {
        return new FormBody.Builder()
                .add("query", query)
                .add("dedup", "true")
                .add("partial_response", "false")
                .add("max_source_resolution", "0s")
                .add("deny_partial_response", "1")
                .add("nocache", "1");
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private Answer call(Asked asked, FormBody form) {
        return Waiting.forAnswer(client.newCall(request(asked, form)), asked, response -> read(response, asked));
    }

    private Request request(Asked asked, FormBody form) {
        Request.Builder request = new Request.Builder().url(asked.url()).post(form);
        request.header("Accept", "application/json");
        access.headers().forEach(request::header);
        return request.build();
    }

    private Answer read(Response response, Asked asked) throws IOException {
        try {
            return answer(response, asked);
        } catch (TooLongException e) {
            throw asked.tooLong(access.maxBytes());
        }
    }

    private Answer answer(Response response, Asked asked) throws IOException {
        InputStream body =
                new BufferedInputStream(new Limited(response.body().byteStream(), access.maxBytes()), BEGINNING);
        String beginning = beginning(body);
        if (response.code() / 100 == 3) {
            throw asked.redirected(response.code(), response.header("Location", ""));
        }
        boolean page = beginning.startsWith("<");
        if (page && response.isSuccessful()) {
            throw asked.webPage();
        }
        try {
            Answer answer = AnswerReader.read(body);
            if (!response.isSuccessful()) {
                throw asked.status(response.code(), beginning);
            }
            return answer;
        } catch (AnswerReader.RefusalException e) {
            throw asked.refused(response.code(), e.type(), e.getMessage());
        } catch (AnswerReader.NotAnAnswerException e) {
            throw response.isSuccessful()
                    ? asked.somethingElse(e.getMessage())
                    : asked.status(response.code(), beginning);
        } catch (JsonProcessingException e) {
            if (!response.isSuccessful()) {
                throw asked.status(response.code(), page ? "a web page" : beginning);
            }
            throw e instanceof JsonEOFException ? asked.cutOff() : asked.somethingElse("no JSON: " + beginning);
        }
    }

    private static String beginning(InputStream body) throws IOException {
        body.mark(BEGINNING);
        byte[] bytes = body.readNBytes(200);
        body.reset();
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    /** The answer is longer than allowed. */
    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Ends with an exception when more than so many bytes are read. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            take(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            take(Math.max(0, read));
            return read;
        }

        private void take(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new TooLongException();
            }
        }
    }
}
