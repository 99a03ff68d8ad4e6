package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One metric of a release: collects what the journal says of it, then tells it as JSON. */
final class MetricReport {
    /** About how many points a chart gets: one for every other pixel of a narrow one. */
    private static final int POINTS = 300;
    /** Evidence moves slowly. */
    private static final int EVIDENCE_POINTS = 120;

    private final String name;
    private final MetricSpec spec;
    private final Instant opened;
    private final List<Interval> intervals = new ArrayList<>();
    private final List<LimitSample> samples = new ArrayList<>();
    private final List<GaugeSample> gauges = new ArrayList<>();
    private final Map<String, Looks> looks = new LinkedHashMap<>();
    private Optional<Entry.Known> known = Optional.empty();
    private Optional<Entry.Asked> asked = Optional.empty();

    MetricReport(String name, MetricSpec spec, Instant opened) {
        this.name = name;
        this.spec = spec;
        this.opened = opened;
    }

    void add(Interval interval) {
        intervals.add(interval);
    }

    void add(LimitSample sample) {
        samples.add(sample);
    }

    void add(GaugeSample sample) {
        gauges.add(sample);
    }

    void add(Entry.Known past) {
        known = Optional.of(past);
    }

    void add(Entry.Asked latest) {
        asked = Optional.of(latest);
    }

    void add(Instant at, Evidence evidence) {
        looks.computeIfAbsent(evidence.channel(), channel -> new Looks()).add(opened, at, evidence);
    }

    /**
     * The metric as JSON.
     *
     * @param tolerate what is tolerated where neither metric nor release say it
     */
    ObjectNode json(double tolerate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
        spec.describe(json);
        asked.ifPresent(latest -> json.set("asked", queries(latest)));
        json.put("state", state().word());
        if (samples.isEmpty() && !isLimit()) {
            json.set(
                    "tolerate",
                    Columns.rounded(spec.ratio(spec.limit("tolerate").orElse(tolerate))));
            spec.limit("harmful").ifPresent(limit -> json.set("harmful", Columns.rounded(spec.ratio(limit))));
        }
        spec.own("min").ifPresent(limit -> json.set("min", Columns.rounded(limit)));
        spec.own("max").ifPresent(limit -> json.set("max", Columns.rounded(limit)));
        known.ifPresent(past -> json.put("intervalSeconds", past.interval().toMillis() / 1000.0));
        json.put("intervals", intervals.size());
        json.put(
                "doubtful",
                intervals.stream()
                        .filter(interval -> !interval.flags().isEmpty())
                        .count());
        json.set("channels", channels());
        if (!samples.isEmpty()) {
            json.set("samples", samples());
        }
        if (!gauges.isEmpty()) {
            json.set("samples", new Gauges(gauges, opened).columns(POINTS));
        }
        return json;
    }

    private static ArrayNode queries(Entry.Asked asked) {
        ArrayNode queries = JsonNodeFactory.instance.arrayNode();
        asked.queries().forEach(query -> queries.addObject()
                .put("label", query.label())
                .put("arm", query.arm())
                .put("text", query.text())
                .put("link", query.link()));
        return queries;
    }

    private MetricState state() {
        if (!samples.isEmpty()) {
            return MetricState.ofLimit(spec, samples);
        }
        return intervals.isEmpty() && gauges.isEmpty() ? MetricState.NO_DATA : MetricState.ofCounts(looks.values());
    }

    private boolean isLimit() {
        return spec.own("min").isPresent() || spec.own("max").isPresent();
    }

    private ArrayNode channels() {
        ArrayNode channels = JsonNodeFactory.instance.arrayNode();
        int count = intervals.isEmpty() ? 0 : intervals.get(0).canary().events().size();
        List<String> labels = labels(count);
        for (int i = 0; i < count; i++) {
            Counts counts = new Counts(intervals, i, opened);
            ObjectNode channel = channels.addObject().put("label", labels.get(i));
            channel.set("sums", counts.sums());
            channel.set("columns", counts.columns(POINTS));
            evidence(channel, looks.getOrDefault(labels.get(i), new Looks()));
        }
        if (!gauges.isEmpty()) {
            looks.forEach((label, known) -> evidence(channels.addObject().put("label", label), known));
        }
        return channels;
    }

    private static void evidence(ObjectNode channel, Looks evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        Evidence last = evidence.last();
        ObjectNode now = channel.putObject("now");
        now.set("fail", Columns.rounded(Looks.fail(last)));
        now.set("pass", Columns.rounded(Looks.pass(last)));
        now.set("ratioLow", Columns.rounded(last.ratioLow().orElse(Double.NaN)));
        now.set("ratioHigh", Columns.rounded(last.ratioHigh().orElse(Double.NaN)));
        channel.set("evidence", evidence.columns(EVIDENCE_POINTS));
    }

    /** As the judge calls them; before it has spoken, what they count. */
    private List<String> labels(int count) {
        if (looks.size() == count) {
            return List.copyOf(looks.keySet());
        }
        List<Double> edges = known.map(Entry.Known::edges).orElse(List.of());
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(
                    edges.size() == count ? "slower than " + edges.get(i) + " s" : "events" + (i == 0 ? "" : " " + i));
        }
        return labels;
    }

    private ObjectNode samples() {
        double[] time = samples.stream()
                .mapToDouble(sample -> Duration.between(opened, sample.at()).toMillis() / 1000.0)
                .toArray();
        double[] value = samples.stream()
                .mapToDouble(sample -> sample.value().orElse(Double.NaN))
                .toArray();
        int[] kept = Thinning.keep(time.length, POINTS, List.of(value));
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        columns.set("time", Columns.exact(Thinning.pick(time, kept)));
        columns.set("value", Columns.rounded(Thinning.pick(value, kept)));
        return columns;
    }
}
