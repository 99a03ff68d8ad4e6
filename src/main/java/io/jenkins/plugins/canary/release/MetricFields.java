package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.Choice;
import io.jenkins.plugins.canary.release.internal.Decimal;
import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.Flag;
import io.jenkins.plugins.canary.release.internal.ListOf;
import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Pick;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Span;
import io.jenkins.plugins.canary.release.internal.Templated;
import io.jenkins.plugins.canary.release.internal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a specification may say of metrics. */
final class MetricFields {
    static final String ERROR_RATIO = "errorRatio";
    static final String LATENCY = "latency";
    static final String CONVERSION = "conversion";
    static final String MEAN = "mean";
    static final String EVENTS = "events";
    static final String GAUGE = "gauge";
    static final String PROMETHEUS = "prometheus";
    static final String VALUE = "value";

    /** A gauge's query gives a series for each pod. */
    static final String POD = "pod";

    /** The name of a metric, or of a source. */
    static final Text NAME = Text.of("a name of letters, digits, '.', '_' and '-'", "^[A-Za-z0-9][-A-Za-z0-9._]*$", 63);

    private static final Text LABEL = Text.of("the name of a label", "^[a-zA-Z_][a-zA-Z0-9_]*$", 128);

    /** The address of what to do when a metric is not fine. */
    static final Text RUNBOOK =
            Text.of("an address such as 'https://wiki.example.org/errors'", "^https?://[^\\s\"<>{}]+$", 2048);

    private static final String WHAT_TO_DO =
            "address of what to do when it is not fine; shown with the metric, and sent with a FAIL for which it is the reason,"
                    + " instead of the runbook that the notifications have";

    /** Part of an error budget that one canary may spend where nothing is said. */
    static final double BUDGET = 0.01;

    /** More is worse. */
    static final String UP = "up";

    /** Less is worse. */
    static final String DOWN = "down";

    private static final Choice DIRECTION = new Choice(List.of(UP, DOWN));

    private static final String TEMPLATE = "template";
    private static final String REFUSAL =
            "names metrics in Jenkins' configuration, which are not known here; write the metrics themselves";

    /** The kinds of metrics. */
    static final OneOf KINDS = metric();

    /** All metrics of a specification. */
    static final Templated LIST = new Templated(TEMPLATE, new ListOf(new PresetFields(KINDS), 50), REFUSAL);

    private MetricFields() {}

    private static OneOf metric() {
        Map<String, Shape> kinds = new LinkedHashMap<>();
        kinds.put(
                ERROR_RATIO,
                compared(List.of(
                        Field.needed("total", Text.ANY, "selector of the counter of all requests"),
                        Field.needed("bad", Text.ANY, "selector of the counter of those that went wrong"),
                        Field.optional(
                                "objective",
                                Decimal.SHARE,
                                "share of requests that users were promised to go well over 30 days, such as 0.999; a"
                                        + " canary that spends the error budget 14.4 times too fast fails at once"),
                        Field.preset(
                                "budget",
                                Decimal.SHARE,
                                "" + BUDGET,
                                "part of the 30 days' error budget that one canary may spend"),
                        Field.optional(
                                "tolerateBy",
                                Decimal.SHARE,
                                "difference of the shares, canary less baseline, that is still fine whatever the ratio, such"
                                        + " as 0.002 for 0.2 points; needs harmfulBy"),
                        Field.optional(
                                "harmfulBy",
                                Decimal.SHARE,
                                "difference of the shares that a canary must reach, besides the ratio, to be harmful"),
                        Field.optional(
                                "by",
                                LABEL,
                                "label of both counters, such as a route's; each of its 20 values with most requests is"
                                        + " compared by itself, so that another mix of them is no evidence"))));
        kinds.put(
                LATENCY,
                compared(List.of(
                        Field.needed("histogram", Text.ANY, "selector of the histogram's _bucket series"),
                        Field.needed("slo", Span.POSITIVE, "the latency that users were promised"),
                        Field.optional(
                                "edges",
                                new ListOf(Decimal.POSITIVE, 64),
                                "bucket edges to test, in seconds as in the le label, rising; default: chosen from"
                                        + " the baseline's history"),
                        Field.optional(
                                "quantile",
                                Decimal.SHARE,
                                "a quantile to watch, such as 0.99: the edges of the bucket that holds it are judged like the one"
                                        + " nearest slo, and the buckets that hold it are told"))));
        kinds.put(
                CONVERSION,
                compared(List.of(
                        Field.needed("total", Text.ANY, "selector of the counter of all requests"),
                        Field.needed(
                                "good",
                                Text.ANY,
                                "selector of the counter of those that did what they are for; fewer are worse"))));
        kinds.put(
                MEAN,
                compared(List.of(
                        Field.needed("sum", Text.ANY, "selector of the counter of the sum, such as revenue"),
                        Field.needed("count", Text.ANY, "selector of the counter of the values, such as orders"),
                        Field.preset("bad", DIRECTION, DOWN, "which way is worse"))));
        kinds.put(
                EVENTS,
                compared(List.of(Field.needed(
                        "counter",
                        Text.ANY,
                        "selector of a counter of rare misfortunes per pod, such as"
                                + " kube_pod_container_status_restarts_total; compared by the time that pods ran"))));
        kinds.put(
                GAUGE,
                compared(List.of(
                        Field.needed("query", Text.ANY, "PromQL of a value that is sampled over time, such as memory"),
                        Field.optional(
                                "per",
                                new Choice(List.of(POD)),
                                "whether it gives a series for each pod; otherwise it gives one number"),
                        Field.preset("bad", DIRECTION, UP, "which way is worse"),
                        Field.optional("hardLimit", Decimal.ANY, "value that no pod of the canary may pass"))));
        kinds.put(PROMETHEUS, limit());
        kinds.put(VALUE, value());
        return new OneOf("metric", kinds, Map.of(TEMPLATE, REFUSAL));
    }

    private static Shape compared(List<Field> own) {
        return Shape.of(Stream.of(
                        own,
                        everyMetric(),
                        List.of(
                                Field.optional(
                                        "tolerate",
                                        Decimal.RATIO,
                                        "ratio for this metric; default: the specification's"),
                                Field.optional(
                                        "harmful",
                                        Decimal.RATIO,
                                        "ratio for this metric; default: the specification's"),
                                Field.optional(
                                        "weight", Decimal.POSITIVE, "share of the evidence relative to other metrics")))
                .flatMap(List::stream)
                .toList());
    }

    private static Shape limit() {
        List<Field> own = List.of(
                Field.needed("query", Text.ANY, "PromQL that gives one number for the canary"),
                Field.optional("min", Decimal.ANY, "the least that is fine"),
                Field.optional("max", Decimal.ANY, "the most that is fine"));
        String pointless = "means nothing for a plain limit; it has min and max";
        return new Shape(
                Stream.concat(own.stream(), everyMetric().stream()).toList(),
                List.of(new Pick(List.of("min", "max"), 1, 2, "a limit without a number limits nothing")),
                Map.of("tolerate", pointless, "harmful", pointless, "weight", pointless));
    }

    private static Shape value() {
        String pointless = "means nothing for a number that is given";
        return new Shape(
                List.of(
                        Field.needed("canary", Decimal.ANY, "the canary's number, which you have measured yourself"),
                        Field.needed("baseline", Decimal.POSITIVE, "the running version's number"),
                        Field.preset("bad", DIRECTION, UP, "which way is worse"),
                        Field.optional(
                                "name",
                                NAME,
                                "name in messages and charts, unique; default: the kind, numbered from the second on"),
                        Field.optional(
                                "critical",
                                new Flag(),
                                "whether PASS needs it; default: only where no metric says true, all are"),
                        Field.optional(
                                "harmful", Decimal.RATIO, "ratio that must not pass; default: the specification's"),
                        Field.optional("runbook", RUNBOOK, WHAT_TO_DO)),
                List.of(),
                Map.of("tolerate", pointless, "weight", pointless, "source", pointless));
    }

    private static List<Field> everyMetric() {
        return List.of(
                Field.optional(
                        "name",
                        NAME,
                        "name in messages and charts, unique; default: the kind, numbered from the second on"),
                Field.optional("source", NAME, "the metric source that serves it; default: the specification's"),
                Field.optional(
                        "critical",
                        new Flag(),
                        "whether PASS needs it; default: only where no metric says true, all are"),
                Field.optional("runbook", RUNBOOK, WHAT_TO_DO));
    }
}
