package io.jenkins.plugins.canary.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Stratum;
import io.jenkins.plugins.canary.analysis.Verdict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lines to entries, in the format that {@link FileJournal} describes. What cannot be understood is told by an
 * {@link IllegalArgumentException} whose message says what is wrong with the line.
 */
final class LineReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Series counted;
    private final Series sampled;
    private final Series compared;

    LineReader(Series counted, Series sampled, Series compared) {
        this.counted = counted;
        this.sampled = sampled;
        this.compared = compared;
    }

    /** A reader of a file's first line and all others. */
    static LineReader fromTheBeginning() {
        return new LineReader(new Series(), new Series(), new Series());
    }

    /** The first line of a file: the opening entry, if it holds one. */
    Optional<Entry> header(String line) {
        JsonNode json = parse(line);
        if (!json.path("format").isInt()) {
            throw new IllegalArgumentException("a journal begins with {\"format\":" + LineWriter.FORMAT + ", …}");
        }
        int format = json.path("format").intValue();
        if (format < 1 || format > LineWriter.FORMAT) {
            throw new IllegalArgumentException("the journal has format " + format + ", and this version reads format "
                    + LineWriter.FORMAT + " at most: read it with the version that wrote it, or a newer one");
        }
        return json.has("type") ? Optional.of(named(json)) : Optional.empty();
    }

    /** Any other line. */
    Entry entry(String line) {
        JsonNode json = parse(line);
        if (json.isArray()) {
            return numbers(json);
        }
        if (json.isObject()) {
            return named(json);
        }
        throw new IllegalArgumentException("a line is a JSON array or object");
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Entry numbers(JsonNode line) {
        boolean ordinary = !line.path(line.size() - 1).isObject();
        int size = ordinary ? line.size() : line.size() - 1;
        JsonNode unlike = line.path(ordinary ? line.size() : size);
        if (size == 3) {
            return sample(line, unlike);
        }
        if (size == 5) {
            return gauge(line, unlike);
        }
        if (size < 4 || size % 2 != 0) {
            throw new IllegalArgumentException("an interval has a series, seconds, and as many counts for the canary as"
                    + " for the baseline; a sample has a series, seconds and a value, that of a gauge three");
        }
        return interval(line, size, unlike);
    }

    private Entry.Counted interval(JsonNode line, int size, JsonNode unlike) {
        Series.Track track = track(counted, line, unlike);
        Instant start = track.last();
        Instant end = start.plus(Numbers.duration(line.path(1)));
        int half = (size - 2) / 2;
        Interval interval = new Interval(
                start,
                end,
                track.weight(),
                counts(line, 2, 2 + half),
                counts(line, 2 + half, size),
                flags(unlike.path("flags")),
                strata(unlike.path("strata")));
        track.advance(end, track.weight());
        return new Entry.Counted(track.metric, interval);
    }

    private Entry.Sampled sample(JsonNode line, JsonNode unlike) {
        Series.Track track = track(sampled, line, unlike);
        Instant at = track.last().plus(Numbers.duration(line.path(1)));
        track.advance(at, track.weight());
        return new Entry.Sampled(track.metric, new LimitSample(at, track.weight(), Numbers.optional(line.path(2))));
    }

    private Entry.Compared gauge(JsonNode line, JsonNode unlike) {
        Series.Track track = track(compared, line, unlike);
        Instant at = track.last().plus(Numbers.duration(line.path(1)));
        track.advance(at, track.weight());
        GaugeSample sample = new GaugeSample(
                at,
                track.weight(),
                Numbers.optional(line.path(2)),
                Numbers.optional(line.path(3)),
                Numbers.optional(line.path(4)));
        return new Entry.Compared(track.metric, sample);
    }

    /** The line's series, advanced to what the line says is unlike the one before. */
    private static Series.Track track(Series series, JsonNode line, JsonNode unlike) {
        int number = Numbers.whole(line.path(0));
        Series.Track track = unlike.has("metric")
                ? series.begin(text(unlike, "metric"), instant(unlike, "from"), Numbers.whole(unlike.path("weight")))
                : series.numbered(number)
                        .orElseThrow(() -> new IllegalArgumentException("there is no series " + number + " so far"));
        if (track.number != number) {
            throw new IllegalArgumentException("the next new series is " + track.number + ", not " + number);
        }
        Instant from = unlike.has("from") ? instant(unlike, "from") : track.last();
        track.advance(from, unlike.has("weight") ? Numbers.whole(unlike.path("weight")) : track.weight());
        return track;
    }

    private static ArmCounts counts(JsonNode line, int from, int to) {
        List<Double> events = new ArrayList<>(to - from - 1);
        for (int i = from + 1; i < to; i++) {
            events.add(Numbers.number(line.path(i)));
        }
        return new ArmCounts(Numbers.number(line.path(from)), events);
    }

    private static Set<IntervalFlag> flags(JsonNode names) {
        Set<IntervalFlag> flags = EnumSet.noneOf(IntervalFlag.class);
        names.forEach(name -> flags.add(constant(IntervalFlag.class, name)));
        return flags;
    }

    private static List<Stratum> strata(JsonNode lines) {
        List<Stratum> strata = new ArrayList<>();
        for (JsonNode line : lines) {
            int half = line.size() / 2;
            strata.add(new Stratum(counts(line, 0, half), counts(line, half, line.size())));
        }
        return strata;
    }

    private static Entry named(JsonNode line) {
        Instant at = instant(line, "at");
        String type = text(line, "type");
        return switch (type) {
            case "opened" ->
                new Entry.Opened(
                        at, text(line, "release"), text(line, "target"), text(line, "holder"), required(line, "spec"));
            case "event" ->
                new Entry.Event(
                        at,
                        text(line, "key"),
                        text(line, "kind"),
                        text(line, "sentence"),
                        line.has("gives") ? Numbers.duration(line.path("gives")) : Duration.ZERO,
                        line.path("who").asText(""),
                        line.path("why").asText(""));
            case "weight" ->
                new Entry.WeightSet(
                        at,
                        Numbers.whole(required(line, "percent")),
                        line.path("besides").asText(""));
            case "known" -> known(at, line);
            case "asked" ->
                new Entry.Asked(
                        at, text(line, "metric"), Numbers.whole(required(line, "weight")), QueryJson.read(line));
            case "versions" -> new Entry.Versions(at, images(line.path("stable")), images(line.path("canary")));
            case "verdict" ->
                new Entry.Judged(
                        at, Numbers.whole(required(line, "weight")), verdict(line), times(line.path("answered")));
            case "ended" -> new Entry.Ended(at, text(line, "outcome"), text(line, "reason"));
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }

    private static Entry.Known known(Instant at, JsonNode line) {
        Duration interval = Numbers.duration(required(line, "interval"));
        JsonNode lastHour = required(line, "lastHour");
        return new Entry.Known(
                at,
                text(line, "metric"),
                interval,
                list(line.path("edges")),
                counts(lastHour, 0, lastHour.size()),
                list(line.path("dispersion")),
                texts(line.path("strata")),
                list(line.path("unrest")));
    }

    private static Map<String, String> images(JsonNode byContainer) {
        Map<String, String> images = new HashMap<>();
        byContainer
                .properties()
                .forEach(one -> images.put(one.getKey(), one.getValue().asText()));
        return images;
    }

    private static List<Double> list(JsonNode numbers) {
        List<Double> list = new ArrayList<>();
        numbers.forEach(number -> list.add(Numbers.number(number)));
        return list;
    }

    private static List<String> texts(JsonNode texts) {
        List<String> list = new ArrayList<>();
        texts.forEach(text -> list.add(text.asText()));
        return list;
    }

    private static Map<String, Instant> times(JsonNode byMetric) {
        Map<String, Instant> times = new HashMap<>();
        byMetric.properties()
                .forEach(one ->
                        times.put(one.getKey(), Instant.parse(one.getValue().asText())));
        return times;
    }

    private static Verdict verdict(JsonNode line) {
        List<Evidence> evidence = new ArrayList<>();
        line.path("evidence").forEach(item -> evidence.add(evidence(item)));
        return new Verdict(
                constant(Verdict.Kind.class, required(line, "kind")),
                constant(Reason.class, required(line, "reason")),
                text(line, "sentence"),
                line.path("uncalibrated").asBoolean(),
                evidence);
    }

    private static Evidence evidence(JsonNode item) {
        return new Evidence(
                text(item, "metric"),
                text(item, "channel"),
                Numbers.number(item.path("canary").path(0)),
                Numbers.number(item.path("canary").path(1)),
                Numbers.number(item.path("baseline").path(0)),
                Numbers.number(item.path("baseline").path(1)),
                Numbers.number(item.path("fail").path(0)),
                Numbers.number(item.path("fail").path(1)),
                Numbers.number(item.path("pass").path(0)),
                Numbers.number(item.path("pass").path(1)),
                Numbers.optional(item.path("ratio").path(0)),
                Numbers.optional(item.path("ratio").path(1)),
                Numbers.optional(item.path("value")));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode name) {
        try {
            return Enum.valueOf(type, name.asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not known as " + type.getSimpleName(), e);
        }
    }

    private static Instant instant(JsonNode line, String field) {
        try {
            return Instant.parse(text(line, field));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(field + " is not a time like 2026-01-01T00:00:00Z", e);
        }
    }

    private static String text(JsonNode line, String field) {
        JsonNode value = line.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is missing, or is not a text");
        }
        return value.textValue();
    }

    private static JsonNode required(JsonNode line, String field) {
        JsonNode value = line.path(field);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }
}
