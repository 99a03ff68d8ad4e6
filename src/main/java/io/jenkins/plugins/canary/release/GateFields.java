package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.release.internal.Choice;
import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.ListOf;
import io.jenkins.plugins.canary.release.internal.MapOf;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Span;
import io.jenkins.plugins.canary.release.internal.Text;
import io.jenkins.plugins.canary.release.internal.Values;
import io.jenkins.plugins.canary.release.internal.Whole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a specification may say of gates. */
final class GateFields {
    static final String GATES = "gates";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final int THRESHOLD = 3;
    private static final int MOST = 20;

    private static final Text URL =
            Text.of("an address such as 'https://gate.example.org/open'", "^https?://[^\\s]+$", 2048);
    private static final Text KEY = Text.of("a name", "^[-._A-Za-z0-9]{1,63}$", 63);

    private static final Shape GATE = Shape.of(List.of(
            Field.needed(
                    "type",
                    new Choice(Stream.of(GateType.values()).map(GateType::word).toList()),
                    "when it is asked, and what its answer does; [gates](gates.md)"),
            Field.needed("url", URL, "where it is asked, by POST: 2xx is yes"),
            Field.optional("name", MetricFields.NAME, "its name, unique in the release; default: its type"),
            Field.preset(
                    "timeout", Span.POSITIVE, DurationText.format(TIMEOUT), "how long one call may take, 60s at most"),
            Field.preset("retries", new Whole(0, 5), "0", "how often a call that failed is made again at once"),
            Field.preset("every", Span.POSITIVE, DurationText.format(EVERY), "how often it is asked"),
            Field.preset(
                    "limit",
                    Span.POSITIVE,
                    DurationText.format(LIMIT),
                    "how long it is waited for where it is to confirm something"),
            Field.preset(
                    "threshold", new Whole(1, 100), "" + THRESHOLD, "after how many noes in a row a check has failed"),
            Field.preset(
                    "onFailure",
                    new Choice(Stream.of(Policies.Undecided.values())
                            .map(word -> word.name().toLowerCase(Locale.ROOT))
                            .toList()),
                    "hold",
                    "what is done when a check has failed, or when the limit is over"),
            Field.optional("metadata", new MapOf(KEY, Text.ANY, 32), "what it is told besides")));

    /** The field of a specification. */
    static final Field FIELD = Field.optional(
            GATES,
            new ListOf(GATE, MOST),
            "who is asked by HTTP whether the release may go on, with the kinds of Flagger's webhooks");

    private GateFields() {}

    /** The gates that were read. */
    static List<GateSpec> read(Values values) {
        List<GateSpec> gates = new ArrayList<>();
        for (Values gate : values.<Values>list(GATES)) {
            GateType type = GateType.of(gate.text("type").orElseThrow()).orElseThrow();
            gates.add(new GateSpec(
                    gate.text("name").orElse(type.word()),
                    type,
                    gate.text("url").orElseThrow(),
                    gate.duration("timeout").orElse(TIMEOUT),
                    gate.whole("retries").orElse(0),
                    gate.duration("every").orElse(EVERY),
                    gate.duration("limit").orElse(LIMIT),
                    gate.whole("threshold").orElse(THRESHOLD),
                    gate.text("onFailure")
                            .map(word -> Policies.Undecided.valueOf(word.toUpperCase(Locale.ROOT)))
                            .orElse(Policies.Undecided.HOLD),
                    gate.map("metadata")));
        }
        return gates;
    }

    /** Finds what no field by itself can know. */
    static void check(Place place, Values values) {
        Set<String> names = new HashSet<>();
        List<Values> gates = values.list(GATES);
        for (int index = 0; index < gates.size(); index++) {
            Values gate = gates.get(index);
            if (gate == null) {
                continue;
            }
            Place there = place.field(GATES).element(index);
            String name = gate.text("name").or(() -> gate.text("type")).orElse("");
            if (!names.add(name)) {
                there.field("name").wrong("two gates are named '" + name + "'; give each a name of its own");
            }
            if (gate.duration("timeout")
                    .filter(time -> time.compareTo(LONGEST_TIMEOUT) > 0)
                    .isPresent()) {
                there.field("timeout").wrong("is over " + DurationText.format(LONGEST_TIMEOUT));
            }
        }
    }

    /** Writes the gates with the names by which they are read. */
    static void write(ObjectNode json, List<GateSpec> gates) {
        if (gates.isEmpty()) {
            return;
        }
        ArrayNode list = json.putArray(GATES);
        for (GateSpec gate : gates) {
            ObjectNode one = list.addObject()
                    .put("name", gate.name())
                    .put("type", gate.type().word())
                    .put("url", gate.url())
                    .put("timeout", DurationText.format(gate.timeout()))
                    .put("retries", gate.retries())
                    .put("every", DurationText.format(gate.every()))
                    .put("limit", DurationText.format(gate.limit()))
                    .put("threshold", gate.threshold())
                    .put("onFailure", gate.onFailure().name().toLowerCase(Locale.ROOT));
            if (!gate.metadata().isEmpty()) {
                ObjectNode metadata = one.putObject("metadata");
                new TreeMap<>(gate.metadata()).forEach(metadata::put);
            }
        }
    }
}
