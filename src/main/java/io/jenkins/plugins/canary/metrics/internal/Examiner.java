package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Finding;
import io.jenkins.plugins.canary.metrics.Finding.State;
import io.jenkins.plugins.canary.metrics.Gauge;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.PrometheusLimit;
import io.jenkins.plugins.canary.metrics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Says which series a source has for a metric, and where one is missing, which of its labels is wrong. Safe for use by several threads. */
public record Examiner(PrometheusApi api) {
    private static final long STALE = Duration.ofMinutes(5).toMillis();

    /** What is counted from spans; see "spanmetrics connector" of the OpenTelemetry Collector, and Tempo's metrics generator. */
    private static final Pattern OF_TRACES = Pattern.compile(
            "(traces?_span_?metrics|traces_service_graph|span_metrics|spanmetrics).*|calls_total|(duration|latency)_(bucket|milliseconds_bucket|seconds_bucket)");

    /** What there is for a metric at a time. */
    public List<Finding> of(Metric metric, Scope canary, Scope baseline, Instant now) {
        List<Finding> findings = new ArrayList<>();
        if (metric instanceof Gauge gauge) {
            query(findings, metric.name() + ".query", gauge.query(), canary, baseline, now);
        } else if (metric instanceof PrometheusLimit limit) {
            query(findings, metric.name() + ".query", limit.query(), canary, canary, now);
        } else {
            Shape shape = Shapes.of(api.name(), metric, List.of(), List.of());
            List<String> ofBaseline = shape.selectors(baseline);
            List<String> ofCanary = shape.selectors(canary);
            for (int i = 0; i < ofBaseline.size(); i++) {
                selector(findings, metric.name(), i == 0, ofBaseline.get(i), ofCanary.get(i), now);
            }
        }
        return findings;
    }

    private void query(List<Finding> findings, String where, String text, Scope canary, Scope baseline, Instant now) {
        String query = Expansion.of(text, baseline, where);
        int found = api.some(query, now.toEpochMilli());
        findings.add(
                found > 0
                        ? new Finding(
                                State.THERE,
                                where + ": " + found + " value" + (found == 1 ? "" : "s") + " now: " + query)
                        : new Finding(
                                baseline == canary ? State.DOUBTFUL : State.MISSING,
                                where + ": nothing now: " + query + "; "
                                        + (baseline == canary
                                                ? "it is about the canary, which may not be there yet"
                                                : "try its parts one by one against the running version")));
        same(findings, where, query, baseline == canary ? "" : Expansion.of(text, canary, where));
    }

    private static void same(List<Finding> findings, String where, String one, String other) {
        if (one.equals(other)) {
            findings.add(
                    new Finding(
                            State.MISSING,
                            where + ": it is the same for both versions, so they cannot be told apart: " + one
                                    + "; select with {{pods}}, or where the canary has its own, with {{service}} or {{workload}}"));
        }
    }

    private void selector(
            List<Finding> findings, String metric, boolean main, String baseline, String canary, Instant now) {
        long time = now.toEpochMilli();
        Selector selector = Selector.of(baseline);
        long found = count(baseline, time);
        if (found > 0) {
            findings.add(
                    new Finding(State.THERE, metric + ": " + found + " series of the running version: " + baseline));
            age(findings, metric, baseline, time);
        } else if (main) {
            findings.add(new Finding(
                    State.MISSING,
                    metric + ": no series of the running version: " + baseline + "; " + why(selector, time)));
        } else {
            findings.add(rest(metric, selector, baseline, time));
        }
        if (OF_TRACES.matcher(selector.name()).matches()) {
            findings.add(
                    new Finding(
                            State.DOUBTFUL,
                            metric + ": " + selector.name()
                                    + " is counted from traces; where these are sampled it counts a part of the"
                                    + " requests only, and seldom errors may be missing: count before sampling, or in the service"));
        }
        same(findings, metric, baseline, canary);
        if (main) {
            long ofCanary = baseline.equals(canary) ? 0 : count(canary, time);
            findings.add(
                    ofCanary > 0
                            ? new Finding(State.THERE, metric + ": " + ofCanary + " series of the canary: " + canary)
                            : new Finding(
                                    State.DOUBTFUL,
                                    metric
                                            + ": no series of the canary yet; that is as it should be before it serves"));
        }
    }

    /** Errors may never have happened, and then have no series; their name may be known all the same. */
    private Finding rest(String metric, Selector selector, String text, long time) {
        return count(selector.name(), time) > 0
                ? new Finding(
                        State.DOUBTFUL,
                        metric + ": nothing has been counted by " + text
                                + " yet; that is fine where nothing of it has happened, else: " + why(selector, time))
                : new Finding(State.MISSING, metric + ": " + why(selector, time));
    }

    private void age(List<Finding> findings, String metric, String selector, long time) {
        List<Answer.Series> newest = api.vector("max(timestamp(" + selector + "))", time);
        if (!newest.isEmpty() && time - newest.get(0).values()[0] * 1000 > STALE / 5.0) {
            long seconds = Math.round(time / 1000.0 - newest.get(0).values()[0]);
            findings.add(new Finding(
                    State.DOUBTFUL,
                    metric + ": the newest sample is " + seconds
                            + " s old; a release waits for samples, and does not believe those over five minutes old"));
        }
    }

    /** Which part of a selector finds nothing, and what to do. */
    private String why(Selector selector, long time) {
        long named = selector.name().isEmpty() ? 1 : count(selector.name(), time);
        if (named == 0) {
            return nameless(selector, time);
        }
        for (int i = 0; i < selector.matchers().size(); i++) {
            if (count(selector.without(i), time) > 0) {
                return blame(selector, i, time);
            }
        }
        return named + " series of that name are there, but several matchers fit none of them together; its labels are "
                + labels(selector.name(), time);
    }

    private String blame(Selector selector, int matcher, long time) {
        String label = selector.label(matcher);
        String others = selector.without(matcher);
        TreeSet<String> values = new TreeSet<>();
        api.vector("count by (" + label + ") (" + others + ")", time)
                .forEach(series -> values.add(series.labels().getOrDefault(label, "")));
        if (values.equals(new TreeSet<>(List.of("")))) {
            return "its series have no label " + label + "; they have " + labels(others, time)
                    + ": add the label where they are scraped (relabeling), or select by another one"
                    + (label.equals("le") ? "; without le it is no histogram" : "");
        }
        return "the matcher " + selector.matchers().get(matcher) + " fits none; values of " + label + " are "
                + values.stream().limit(8).toList() + (values.size() > 8 ? " and more" : "");
    }

    private String labels(String selector, long time) {
        TreeSet<String> labels = new TreeSet<>();
        api.vector("topk(3, " + selector + ")", time)
                .forEach(series -> labels.addAll(series.labels().keySet()));
        labels.remove("__name__");
        return labels.toString();
    }

    private String nameless(Selector selector, long time) {
        String name = selector.name();
        if (name.endsWith("_bucket")) {
            String count = name.replaceAll("_bucket$", "_count");
            if (count(count, time) > 0) {
                return "there is no " + name + ", but " + count
                        + ": a summary, or a native histogram; let the service, or its scrape, keep classic buckets";
            }
        }
        return "there is no series " + name
                + " in this source; check that who serves it is scraped, and that its name is not another in your version";
    }

    private long count(String selector, long time) {
        List<Answer.Series> counted = api.vector("count(" + selector + ")", time);
        return counted.isEmpty() ? 0 : (long) counted.get(0).values()[0];
    }
}
