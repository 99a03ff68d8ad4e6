package io.jenkins.plugins.canary.metrics;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/** As much of a Prometheus as the source asks for, over samples that tests put in. */
final class FakePrometheus extends Dispatcher implements AutoCloseable {
    private static final String SELECTOR = "([a-zA-Z_:]+(?:\\{.*})?)";
    private static final Pattern RANGE = Pattern.compile(SELECTOR + "\\[(\\d+)s]");
    private static final Pattern FUNCTION = Pattern.compile("(count_over_time|resets|timestamp)\\((.*)\\)");
    private static final Pattern AGGREGATION = Pattern.compile("(count|sum|max)(?: by \\(([a-z, ]+)\\) )?\\((.*)\\)");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!~|!=|=)\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final double LOOK_BACK = 300;

    /** What was asked, in order. */
    final List<String> queries = new CopyOnWriteArrayList<>();

    private final Map<Map<String, String>, NavigableMap<Double, Double>> samples = new HashMap<>();
    private final MockWebServer server = new MockWebServer();

    FakePrometheus() {
        server.setDispatcher(this);
    }

    URI base() {
        return server.url("/prometheus").uri();
    }

    /** One sample, at a time in seconds. Labels: name and value in turns. */
    void scrape(double time, String metric, double value, String... labels) {
        Map<String, String> all = new HashMap<>(Map.of("__name__", metric));
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        samples.computeIfAbsent(all, l -> new TreeMap<>()).put(time, value);
    }

    @Override
    public void close() throws Exception {
        server.shutdown();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        Map<String, String> form = form(request.getBody().readUtf8());
        queries.add(form.get("query"));
        return switch (String.valueOf(request.getPath())) {
            case "/prometheus/api/v1/query" -> answer(instant(form.get("query"), Double.parseDouble(form.get("time"))));
            case "/prometheus/api/v1/query_range" -> answer(range(form));
            default -> new MockResponse().setResponseCode(404);
        };
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&")) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private String instant(String query, double time) {
        Matcher range = RANGE.matcher(query);
        if (range.matches()) {
            return matrix(window(range.group(1), time, Double.parseDouble(range.group(2))));
        }
        String elements = vector(query, time).entrySet().stream()
                .map(e -> "{\"metric\":" + labels(e.getKey()) + ",\"value\":" + sample(time, e.getValue()) + "}")
                .collect(Collectors.joining(","));
        return "{\"resultType\":\"vector\",\"result\":[" + elements + "]}";
    }

    private String range(Map<String, String> form) {
        Map<Map<String, String>, NavigableMap<Double, Double>> found = new HashMap<>();
        double end = Double.parseDouble(form.get("end"));
        for (double t = Double.parseDouble(form.get("start")); t <= end; t += Double.parseDouble(form.get("step"))) {
            double time = t;
            vector(form.get("query"), time)
                    .forEach((labels, value) ->
                            found.computeIfAbsent(labels, l -> new TreeMap<>()).put(time, value));
        }
        return matrix(found);
    }

    private Map<Map<String, String>, Double> vector(String query, double time) {
        Matcher aggregation = AGGREGATION.matcher(query);
        if (aggregation.matches()) {
            Map<Map<String, String>, List<Double>> groups = new HashMap<>();
            List<String> by = aggregation.group(2) == null
                    ? List.of()
                    : List.of(aggregation.group(2).split(", "));
            vector(aggregation.group(3), time).forEach((labels, value) -> {
                Map<String, String> kept = new HashMap<>(labels);
                kept.keySet().retainAll(by);
                groups.computeIfAbsent(kept, l -> new ArrayList<>()).add(value);
            });
            return groups.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> aggregate(aggregation.group(1), e.getValue())));
        }
        Matcher function = FUNCTION.matcher(query);
        if (!function.matches()) {
            return each(current(query, time), one -> one.lastEntry().getValue(), true);
        }
        if (function.group(1).equals("timestamp")) {
            return each(current(function.group(2), time), one -> one.lastKey(), false);
        }
        Matcher range = RANGE.matcher(function.group(2));
        if (!range.matches()) {
            throw new IllegalArgumentException(query);
        }
        return each(
                window(range.group(1), time, Double.parseDouble(range.group(2))),
                function.group(1).equals("resets") ? FakePrometheus::resets : one -> one.size(),
                false);
    }

    private static Map<Map<String, String>, Double> each(
            Map<Map<String, String>, NavigableMap<Double, Double>> window,
            ToDoubleFunction<NavigableMap<Double, Double>> value,
            boolean named) {
        Map<Map<String, String>, Double> vector = new HashMap<>();
        window.forEach((labels, one) -> {
            Map<String, String> kept = new HashMap<>(labels);
            if (!named) {
                kept.remove("__name__");
            }
            vector.put(kept, value.applyAsDouble(one));
        });
        return vector;
    }

    private static double resets(Map<Double, Double> samples) {
        double resets = 0;
        double before = 0;
        for (double value : samples.values()) {
            resets += value < before ? 1 : 0;
            before = value;
        }
        return resets;
    }

    private static double aggregate(String function, Collection<Double> values) {
        return switch (function) {
            case "count" -> values.size();
            case "sum" -> values.stream().mapToDouble(Double::doubleValue).sum();
            default -> values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        };
    }

    /** Series of the last minutes, without those that their target did not show any more when it was last scraped. */
    private Map<Map<String, String>, NavigableMap<Double, Double>> current(String selector, double time) {
        Map<String, Double> scraped = new HashMap<>();
        samples.forEach((labels, one) -> {
            if (one.floorKey(time) != null) {
                scraped.merge(labels.get("instance"), one.floorKey(time), Math::max);
            }
        });
        Map<Map<String, String>, NavigableMap<Double, Double>> found = window(selector, time, LOOK_BACK);
        found.entrySet()
                .removeIf(e -> e.getValue().lastKey() < scraped.get(e.getKey().get("instance")));
        return found;
    }

    private Map<Map<String, String>, NavigableMap<Double, Double>> window(String selector, double end, double length) {
        Map<Map<String, String>, NavigableMap<Double, Double>> found = new HashMap<>();
        samples.forEach((labels, one) -> {
            NavigableMap<Double, Double> within = one.subMap(end - length, false, end, true);
            if (!within.isEmpty() && matches(selector, labels)) {
                found.put(labels, within);
            }
        });
        return found;
    }

    private static boolean matches(String selector, Map<String, String> labels) {
        int brace = selector.indexOf('{');
        if (!labels.get("__name__").equals(brace < 0 ? selector : selector.substring(0, brace))) {
            return false;
        }
        Matcher matcher = MATCHER.matcher(brace < 0 ? "" : selector.substring(brace));
        while (matcher.find()) {
            String value = labels.getOrDefault(matcher.group(1), "");
            String wanted = matcher.group(3).replaceAll("\\\\(.)", "$1");
            boolean equal = matcher.group(2).endsWith("~") ? value.matches(wanted) : value.equals(wanted);
            if (equal == matcher.group(2).startsWith("!")) {
                return false;
            }
        }
        return true;
    }

    private static MockResponse answer(String data) {
        return new MockResponse().setBody("{\"status\":\"success\",\"data\":" + data + "}");
    }

    private static String matrix(Map<Map<String, String>, NavigableMap<Double, Double>> found) {
        String elements = found.entrySet().stream()
                .map(e -> "{\"metric\":" + labels(e.getKey()) + ",\"values\":["
                        + e.getValue().entrySet().stream()
                                .map(s -> sample(s.getKey(), s.getValue()))
                                .collect(Collectors.joining(","))
                        + "]}")
                .collect(Collectors.joining(","));
        return "{\"resultType\":\"matrix\",\"result\":[" + elements + "]}";
    }

    private static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String sample(double time, double value) {
        return "[" + time + ",\"" + value + "\"]";
    }
}
