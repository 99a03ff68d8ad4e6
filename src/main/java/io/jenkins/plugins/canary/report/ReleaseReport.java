package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A journal as the JSON document that pages are drawn from. A pure fold: the same entries give the same document.
 *
 * <p>Times of day are milliseconds since 1970; {@code time} columns are seconds since {@code opened}. Charts come as columns of
 * equal length, thinned so that minima and maxima stay. Null stands for what is not a number. All texts are as they came and
 * may be hostile: a page must treat them as text. The fields are described in {@code docs/report.md}.
 */
public final class ReleaseReport {
    /** What is tolerated where a specification leaves it open, with a calibration and without. */
    private static final double TOLERATE = 1.1;

    private static final double TOLERATE_UNCALIBRATED = 1.25;

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final Map<String, MetricReport> metrics = new LinkedHashMap<>();
    private final Timeline timeline = new Timeline();
    private final List<Entry> entries;
    private final JsonNode spec;
    private final Map<String, MetricSpec> metricSpecs;
    private final Instant opened;

    private ReleaseReport(List<Entry> entries) {
        this.entries = entries;
        Optional<Entry.Opened> first = first(Entry.Opened.class, entries);
        this.spec = first.<JsonNode>map(Entry.Opened::spec).orElse(MissingNode.getInstance());
        this.metricSpecs = MetricSpec.all(spec);
        this.opened = first.map(Entry::at)
                .or(() -> entries.stream().map(Entry::at).min(Instant::compareTo))
                .orElse(Instant.EPOCH);
        json.put("format", 1);
        json.put("release", first.map(Entry.Opened::release).orElse(""));
        json.put("target", first.map(Entry.Opened::target).orElse(""));
        json.put("holder", first.map(Entry.Opened::holder).orElse(""));
        metricSpecs.keySet().forEach(this::metric);
    }

    /** The report of what is in the journal; its evidence is that of the verdicts in it. */
    public static ObjectNode of(List<Entry> entries) {
        return of(
                entries,
                entries.stream()
                        .filter(Entry.Judged.class::isInstance)
                        .map(Entry.Judged.class::cast)
                        .toList());
    }

    /**
     * The same, with more to see: a journal keeps only the verdicts that differ from the one before. Who judges the journal
     * again can hand in what the judge said after every round; then sentences have the numbers of the last round.
     *
     * @param looks the evidence to draw, oldest first
     */
    public static ObjectNode of(List<Entry> entries, List<Entry.Judged> looks) {
        ReleaseReport report = new ReleaseReport(entries);
        entries.forEach(report::fold);
        looks.forEach(report::look);
        return report.finish();
    }

    private void fold(Entry entry) {
        timeline.add(entry);
        if (entry instanceof Entry.Counted counted) {
            metric(counted.metric()).add(counted.interval());
        } else if (entry instanceof Entry.Compared compared) {
            metric(compared.metric()).add(compared.sample());
        } else if (entry instanceof Entry.Sampled sampled) {
            metric(sampled.metric()).add(sampled.sample());
        } else if (entry instanceof Entry.Known known) {
            metric(known.metric()).add(known);
        } else if (entry instanceof Entry.Asked asked) {
            metric(asked.metric()).add(asked);
        }
    }

    private void look(Entry.Judged judged) {
        timeline.look(judged);
        for (Evidence evidence : judged.verdict().evidence()) {
            metric(evidence.metric()).add(judged.at(), evidence);
        }
    }

    private MetricReport metric(String name) {
        return metrics.computeIfAbsent(
                name, key -> new MetricReport(key, metricSpecs.getOrDefault(key, MetricSpec.unknown(spec)), opened));
    }

    private ObjectNode finish() {
        Optional<Entry.Judged> verdict = timeline.verdict();
        Optional<Entry.Ended> ended = last(Entry.Ended.class, entries);
        Instant last = entries.stream().map(Entry::at).max(Instant::compareTo).orElse(opened);
        json.put("opened", opened.toEpochMilli());
        json.put("last", last.toEpochMilli());
        json.set("changes", changes());
        last(Entry.Versions.class, entries).ifPresent(running -> {
            ObjectNode versions = json.putObject("versions");
            new TreeMap<>(running.stable()).forEach(versions.putObject("stable")::put);
            new TreeMap<>(running.canary()).forEach(versions.putObject("canary")::put);
        });
        timeline.described().ifPresent(said -> json.set("verdict", said));
        ended.ifPresent(end -> json.putObject("outcome")
                .put("at", end.at().toEpochMilli())
                .put("name", end.outcome())
                .put("reason", end.reason()));
        timeline.describe(json, last);
        boolean uncalibrated =
                verdict.map(judged -> judged.verdict().uncalibrated()).orElse(true);
        ArrayNode all = json.putArray("metrics");
        metrics.values().forEach(metric -> all.add(metric.json(uncalibrated ? TOLERATE_UNCALIBRATED : TOLERATE)));
        if (spec.isObject()) {
            json.set("spec", spec.deepCopy());
        }
        return json;
    }

    /** What makes the canary differ: each with the place and, where it is no secret, the new value. */
    private ArrayNode changes() {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        if (spec.path("image").isTextual()) {
            change(changes, "image", spec.path("image"));
        }
        spec.path("images")
                .properties()
                .forEach(entry -> change(changes, "image of " + entry.getKey(), entry.getValue()));
        spec.path("env").forEach(name -> change(changes, "env", name));
        spec.path("resources").properties().forEach(kind -> kind.getValue()
                .properties()
                .forEach(quantity -> change(changes, kind.getKey() + " " + quantity.getKey(), quantity.getValue())));
        spec.path("labels").properties().forEach(label -> change(changes, "label " + label.getKey(), label.getValue()));
        spec.path("config").properties().forEach(kind -> kind.getValue()
                .properties()
                .forEach(name -> change(changes, kind.getKey() + " " + name.getKey(), name.getValue())));
        return changes;
    }

    private static void change(ArrayNode changes, String what, JsonNode value) {
        changes.addObject().put("what", what).put("value", value.asText());
    }

    private static <E extends Entry> Optional<E> first(Class<E> type, List<Entry> entries) {
        return entries.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static <E extends Entry> Optional<E> last(Class<E> type, List<Entry> entries) {
        List<E> all = new ArrayList<>();
        entries.stream().filter(type::isInstance).map(type::cast).forEach(all::add);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
