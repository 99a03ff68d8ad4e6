package io.jenkins.plugins.canary.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Entries to lines, in the format that {@link FileJournal} describes. */
final class LineWriter {
    /** The format that is written; {@link LineReader} reads this one and all before it. */
    static final int FORMAT = 1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    // Plain ASCII: a pod's message may hold half a character, which UTF-8 cannot carry but an escape can.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Series counted;
    private final Series sampled;
    private final Series compared;

    LineWriter(Series counted, Series sampled, Series compared) {
        this.counted = counted;
        this.sampled = sampled;
        this.compared = compared;
    }

    /** The first line of a file: the format, and the entry if it is the one that opens a release. */
    static String header(Optional<Entry.Opened> opened) {
        ObjectNode line = NODES.objectNode().put("format", FORMAT);
        opened.ifPresent(entry -> line.setAll(opened(entry)));
        return text(line);
    }

    /** One entry as one line, without the line's end. */
    String line(Entry entry) {
        return text(json(entry));
    }

    private JsonNode json(Entry entry) {
        if (entry instanceof Entry.Opened opened) {
            return opened(opened);
        } else if (entry instanceof Entry.Event event) {
            return event(event);
        } else if (entry instanceof Entry.WeightSet set) {
            ObjectNode line = at("weight", set).put("percent", set.percent());
            return set.besides().isEmpty() ? line : line.put("besides", set.besides());
        } else if (entry instanceof Entry.Known known) {
            return known(known);
        } else if (entry instanceof Entry.Asked asked) {
            return QueryJson.write(at("asked", asked), asked);
        } else if (entry instanceof Entry.Versions versions) {
            ObjectNode line = at("versions", versions);
            versions(line.putObject("stable"), versions.stable());
            versions(line.putObject("canary"), versions.canary());
            return line;
        } else if (entry instanceof Entry.Counted count) {
            return interval(count.metric(), count.interval());
        } else if (entry instanceof Entry.Sampled sample) {
            return sample(sample.metric(), sample.sample());
        } else if (entry instanceof Entry.Compared sample) {
            return gauge(sample.metric(), sample.sample());
        } else if (entry instanceof Entry.Judged judged) {
            return judged(judged);
        }
        Entry.Ended ended = (Entry.Ended) entry;
        return at("ended", ended)
                .put("outcome", text(ended.outcome(), "outcome"))
                .put("reason", text(ended.reason(), "reason"));
    }

    private static ObjectNode event(Entry.Event event) {
        ObjectNode line = at("event", event)
                .put("key", text(event.key(), "key"))
                .put("kind", text(event.kind(), "kind"))
                .put("sentence", text(event.sentence(), "sentence"));
        if (!event.gives().isZero()) {
            line.set("gives", Numbers.seconds(event.gives()));
        }
        if (!event.who().isEmpty()) {
            line.put("who", text(event.who(), "who")).put("why", text(event.why(), "why"));
        }
        return line;
    }

    private static ObjectNode opened(Entry.Opened opened) {
        return at("opened", opened)
                .put("release", text(opened.release(), "release"))
                .put("target", text(opened.target(), "target"))
                .put("holder", text(opened.holder(), "holder"))
                .set("spec", Objects.requireNonNull(opened.spec(), "spec"));
    }

    private static ObjectNode known(Entry.Known known) {
        ObjectNode line = at("known", known).put("metric", text(known.metric(), "metric"));
        line.set("interval", Numbers.seconds(known.interval()));
        ArrayNode edges = line.putArray("edges");
        known.edges().forEach(edge -> edges.add(Numbers.of(edge)));
        line.set("lastHour", counts(known.lastHour(), NODES.arrayNode()));
        factors(line, "dispersion", known.dispersion());
        factors(line, "unrest", known.unrest());
        if (!known.strata().isEmpty()) {
            ArrayNode strata = line.putArray("strata");
            known.strata().forEach(strata::add);
        }
        return line;
    }

    private static void versions(ObjectNode line, Map<String, String> images) {
        new TreeMap<>(images).forEach(line::put);
    }

    private static void factors(ObjectNode line, String name, List<Double> factors) {
        if (!factors.isEmpty()) {
            ArrayNode array = line.putArray(name);
            factors.forEach(factor -> array.add(Numbers.of(factor)));
        }
    }

    private ArrayNode interval(String metric, Interval interval) {
        if (interval.canary().events().size() != interval.baseline().events().size()) {
            throw new IllegalArgumentException(metric + ": canary and baseline must have as many channels, but have "
                    + interval.canary().events().size() + " and "
                    + interval.baseline().events().size());
        }
        ObjectNode unlike = NODES.objectNode();
        Series.Track track =
                counted.of(metric).orElseGet(() -> begin(counted, metric, interval.start(), interval.weight(), unlike));
        noteGap(track, interval.start(), unlike);
        noteWeight(track, interval.weight(), unlike);
        if (!interval.flags().isEmpty()) {
            ArrayNode flags = unlike.putArray("flags");
            interval.flags().stream().sorted().forEach(flag -> flags.add(flag.name()));
        }
        if (!interval.strata().isEmpty()) {
            ArrayNode strata = unlike.putArray("strata");
            interval.strata()
                    .forEach(stratum -> counts(stratum.baseline(), counts(stratum.canary(), strata.addArray())));
        }
        ArrayNode line = begin(track, Duration.between(interval.start(), interval.end()));
        counts(interval.canary(), line);
        counts(interval.baseline(), line);
        track.advance(interval.end(), interval.weight());
        return end(line, unlike);
    }

    private ArrayNode sample(String metric, LimitSample sample) {
        ObjectNode unlike = NODES.objectNode();
        Series.Track track =
                sampled.of(metric).orElseGet(() -> begin(sampled, metric, sample.at(), sample.weight(), unlike));
        noteWeight(track, sample.weight(), unlike);
        ArrayNode line = begin(track, Duration.between(track.last(), sample.at()));
        line.add(Numbers.of(sample.value()));
        track.advance(sample.at(), sample.weight());
        return end(line, unlike);
    }

    private ArrayNode gauge(String metric, GaugeSample sample) {
        ObjectNode unlike = NODES.objectNode();
        Series.Track track =
                compared.of(metric).orElseGet(() -> begin(compared, metric, sample.at(), sample.weight(), unlike));
        noteWeight(track, sample.weight(), unlike);
        ArrayNode line = begin(track, Duration.between(track.last(), sample.at()));
        line.add(Numbers.of(sample.canary())).add(Numbers.of(sample.baseline())).add(Numbers.of(sample.worst()));
        track.advance(sample.at(), sample.weight());
        return end(line, unlike);
    }

    private static Series.Track begin(Series series, String metric, Instant from, int weight, ObjectNode unlike) {
        unlike.put("metric", text(metric, "metric")).put("from", from.toString());
        unlike.put("weight", weight);
        return series.begin(metric, from, weight);
    }

    private static void noteGap(Series.Track track, Instant start, ObjectNode unlike) {
        if (!start.equals(track.last())) {
            unlike.put("from", start.toString());
        }
    }

    private static void noteWeight(Series.Track track, int weight, ObjectNode unlike) {
        if (weight != track.weight()) {
            unlike.put("weight", weight);
        }
    }

    private static ArrayNode begin(Series.Track track, Duration length) {
        return NODES.arrayNode().add(track.number).add(Numbers.seconds(length));
    }

    private static ArrayNode end(ArrayNode line, ObjectNode unlike) {
        return unlike.isEmpty() ? line : line.add(unlike);
    }

    private static ArrayNode counts(ArmCounts counts, ArrayNode onto) {
        onto.add(Numbers.of(counts.total()));
        counts.events().forEach(events -> onto.add(Numbers.of(events)));
        return onto;
    }

    private static ObjectNode judged(Entry.Judged judged) {
        ObjectNode line = at("verdict", judged).put("weight", judged.weight());
        line.setAll(VerdictJson.of(judged.verdict()));
        if (!judged.answered().isEmpty()) {
            ObjectNode answered = line.putObject("answered");
            new TreeMap<>(judged.answered()).forEach((metric, at) -> answered.put(metric, at.toString()));
        }
        return line;
    }

    private static ObjectNode at(String type, Entry entry) {
        return NODES.objectNode().put("type", type).put("at", entry.at().toString());
    }

    private static String text(String value, String what) {
        return Objects.requireNonNull(value, what);
    }

    private static String text(JsonNode line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
