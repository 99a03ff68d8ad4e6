package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.metrics.internal.Expansion;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked of a Prometheus, with the address of its own page for each question. A counter by itself only rises: the page
 * shows how fast.
 *
 * @param base address of the Prometheus
 * @see <a href="https://prometheus.io/docs/visualization/browser/">Prometheus: expression browser</a>
 */
record PrometheusQuestions(URI base) {
    List<Question> of(Metric metric, ReadRequest request) {
        if (metric instanceof PrometheusLimit limit) {
            String text = Expansion.of(limit.query(), request.canary(), limit.name() + ".query");
            return List.of(new Question("query", Optional.empty(), text, link(text)));
        }
        boolean counters = !(metric instanceof Gauge);
        return texts(metric).entrySet().stream()
                .flatMap(text -> Stream.of(request.canary(), request.baseline())
                        .map(scope -> question(metric.name(), text, scope, counters)))
                .toList();
    }

    private Question question(String metric, Map.Entry<String, String> text, Scope scope, boolean counter) {
        String asked = Expansion.of(text.getValue(), scope, metric + "." + text.getKey());
        return new Question(
                text.getKey(), Optional.of(scope.arm()), asked, link(counter ? "sum(rate(" + asked + "[5m]))" : asked));
    }

    private static Map<String, String> texts(Metric metric) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (metric instanceof ErrorRatio ratio) {
            texts.put("total", ratio.total());
            texts.put("bad", ratio.bad());
        } else if (metric instanceof Conversion conversion) {
            texts.put("total", conversion.total());
            texts.put("good", conversion.good());
        } else if (metric instanceof Latency latency) {
            texts.put("histogram", latency.histogram());
        } else if (metric instanceof Mean mean) {
            texts.put("sum", mean.sum());
            texts.put("count", mean.count());
        } else if (metric instanceof RareEvents events) {
            texts.put("counter", events.counter());
        } else if (metric instanceof Gauge gauge) {
            texts.put("query", gauge.query());
        }
        return texts;
    }

    private String link(String query) {
        return base + "/graph?g0.tab=0&g0.range_input=1h&g0.expr=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
