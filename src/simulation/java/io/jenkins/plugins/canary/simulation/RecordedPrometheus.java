package io.jenkins.plugins.canary.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * A Prometheus without a socket, for thousands of simulated releases: answers the HTTP calls of one client inside the process,
 * with the same JSON as {@link SimulatedPrometheus}, from samples that are written into it. Range selectors, which are nearly
 * all that is asked, are remembered and written without a tree. Not thread-safe.
 */
public final class RecordedPrometheus implements Interceptor {
    private static final MediaType JSON = MediaType.get("application/json");

    private final SampleStore store = new SampleStore();
    private final PrometheusAnswers answers;
    private final Clock clock;
    private final Duration lag;
    private final Map<String, Remembered> queries = new HashMap<>();
    private final Map<Series, String> labels = new HashMap<>();
    private final List<Series> all = new ArrayList<>();

    /** A query that was asked before, and the series that it selected when there were so many in all. */
    private record Remembered(PromQl query, List<Series> selected, int known) {}

    /**
     * Nothing is recorded yet.
     *
     * @param lag how long a sample takes until it can be queried
     */
    public RecordedPrometheus(Clock clock, Duration lag) {
        this.clock = clock;
        this.lag = lag;
        answers = new PrometheusAnswers(store, clock, lag);
    }

    /** The series of that name and these labels, to be written to; made if there is none. */
    public Series series(String name, Map<String, String> itsLabels) {
        Series series = store.series(name, itsLabels);
        if (!labels.containsKey(series)) {
            labels.put(series, "");
            all.add(series);
        }
        return series;
    }

    /** All series, in the order in which they were made. */
    public List<Series> series() {
        return List.copyOf(all);
    }

    /** A client whose calls end here, whatever the address. */
    public OkHttpClient client() {
        return new OkHttpClient.Builder().addInterceptor(this).build();
    }

    /** All samples up to that time, as the answer to a query for all of them. */
    public String everything(Instant until) {
        return matrix(all, Long.MIN_VALUE, until.toEpochMilli());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        FormBody form = (FormBody) chain.request().body();
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < form.size(); i++) {
            fields.put(form.name(i), form.value(i));
        }
        boolean range = chain.request().url().encodedPath().endsWith("/query_range");
        try {
            return response(chain, 200, range ? answers.range(fields).toString() : instant(fields));
        } catch (PromQlException e) {
            String error = Answers.JSON
                    .createObjectNode()
                    .put("status", "error")
                    .put("errorType", "bad_data")
                    .put("error", e.getMessage())
                    .toString();
            return response(chain, 400, error);
        }
    }

    private static Response response(Chain chain, int code, String body) {
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(code)
                .message("")
                .body(ResponseBody.create(body.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
    }

    private String instant(Map<String, String> fields) {
        Remembered remembered = queries.compute(fields.getOrDefault("query", ""), this::remember);
        if (!(remembered.query instanceof PromQl.Selector selector)
                || selector.rangeMillis().isEmpty()) {
            return answers.query(fields).toString();
        }
        long time = Math.round(Double.parseDouble(fields.get("time")) * 1000);
        long visible = clock.instant().minus(lag).toEpochMilli();
        return matrix(remembered.selected, time - selector.rangeMillis().get(), Math.min(time, visible));
    }

    private Remembered remember(String text, Remembered before) {
        if (before != null && before.known == all.size()) {
            return before;
        }
        PromQl query = before == null ? PromQlParser.parse(text) : before.query;
        List<Series> selected =
                query instanceof PromQl.Selector selector ? store.select(selector.predicate()) : List.of();
        return new Remembered(query, selected, all.size());
    }

    private String matrix(List<Series> selected, long from, long to) {
        StringBuilder out = new StringBuilder(1 << 12);
        out.append("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
        boolean first = true;
        for (Series series : selected) {
            Series.Samples samples = series.within(from, to);
            if (samples.size() > 0) {
                out.append(first ? "{\"metric\":" : ",{\"metric\":");
                first = false;
                write(out, series, samples);
            }
        }
        return out.append("]}}").toString();
    }

    private void write(StringBuilder out, Series series, Series.Samples samples) {
        String metric = labels.get(series);
        if (metric.isEmpty()) {
            metric = Answers.JSON.valueToTree(series.labels()).toString();
            labels.put(series, metric);
        }
        out.append(metric).append(",\"values\":[");
        for (int i = 0; i < samples.size(); i++) {
            out.append(i == 0 ? "[" : ",[");
            time(out, samples.times()[i]);
            out.append(",\"").append(Numbers.text(samples.values()[i])).append("\"]");
        }
        out.append("]}");
    }

    private static void time(StringBuilder out, long millis) {
        out.append(millis / 1000);
        long rest = Math.floorMod(millis, 1000);
        if (rest > 0) {
            out.append('.')
                    .append(rest < 100 ? "0" : "")
                    .append(rest < 10 ? "0" : "")
                    .append(rest);
        }
    }
}
