package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.metrics.Preset;
import io.jenkins.plugins.canary.metrics.Presets;
import io.jenkins.plugins.canary.release.internal.Choice;
import io.jenkins.plugins.canary.release.internal.Decimal;
import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.ListOf;
import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Schemas;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Span;
import io.jenkins.plugins.canary.release.internal.Text;
import io.jenkins.plugins.canary.release.internal.Type;
import io.jenkins.plugins.canary.release.internal.Values;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An element of {@code metrics}: a metric, or a preset, in the place of which its metrics stand from then on.
 *
 * @param kinds the metrics
 */
record PresetFields(OneOf kinds) implements Type {
    /** The word for a preset. */
    static final String WORD = "preset";

    private static final String NAME = "name";
    private static final Text LABEL = Text.of("the name of a label", "^[a-zA-Z_][a-zA-Z0-9_]*$", 128);
    private static final Choice WORDS =
            new Choice(Presets.all().stream().map(Preset::word).toList());

    /** What can be said of a preset. */
    static final Shape SHAPE = shape();

    private static Shape shape() {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.needed(NAME, WORDS, "which one"));
        for (Preset.Option option : Presets.options()) {
            fields.add(Field.optional(option.name(), type(option.name()), meaning(option)));
        }
        fields.add(Field.optional("source", MetricFields.NAME, "the metric source that serves all of it"));
        fields.add(Field.optional("tolerate", Decimal.RATIO, "ratio for all of its metrics that have one"));
        fields.add(Field.optional("harmful", Decimal.RATIO, "ratio for all of its metrics that have one"));
        fields.add(Field.optional(
                "runbook", MetricFields.RUNBOOK, "address of what to do when one of its metrics is not fine"));
        return Shape.of(fields);
    }

    private static String meaning(Preset.Option option) {
        return option.meaning() + (option.initial().isEmpty() ? "" : "; default: " + option.initial());
    }

    private static Type type(String option) {
        return switch (option) {
            case "slo" -> Span.POSITIVE;
            case "max", "heapLimit" -> Decimal.POSITIVE;
            case Preset.WITHOUT -> new ListOf(Text.ANY, 10);
            case "requests" -> new Choice(Presets.counters());
            case "reporter" -> new Choice(List.of("destination", "source", "waypoint"));
            case "namespaceLabel", "podLabel", "codeLabel", "serviceLabel" -> LABEL;
            default -> Text.ANY;
        };
    }

    @Override
    public Optional<Object> read(Place place, Object value) {
        return value instanceof Map<?, ?> map && map.size() == 1 && map.containsKey(WORD)
                ? preset(place.field(WORD), map.get(WORD))
                : kinds.read(place, value);
    }

    private Optional<Object> preset(Place place, Object written) {
        int problems = place.problems().size();
        Map<?, ?> fields = written instanceof Map<?, ?> map ? map : nameOf(written);
        Values values = SHAPE.readFields(place, fields);
        if (place.problems().size() > problems) {
            return Optional.empty();
        }
        Preset preset = Presets.named(values.text(NAME).orElseThrow()).orElseThrow();
        Map<String, String> options = options(values);
        check(place, preset, options, values);
        if (place.problems().size() > problems) {
            return Optional.empty();
        }
        return Optional.of(new ListOf.Several(expanded(place, preset, options, values)));
    }

    private static Map<String, Object> nameOf(Object written) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(NAME, written);
        return named;
    }

    private static Map<String, String> options(Values values) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Preset.Option option : Presets.options()) {
            Object value = values.fields().get(option.name());
            if (value != null) {
                options.put(option.name(), text(value));
            }
        }
        return options;
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return DurationText.format(duration);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value instanceof Double number ? BigDecimal.valueOf(number).toPlainString() : value.toString();
    }

    private static void check(Place place, Preset preset, Map<String, String> options, Values values) {
        List<String> known = Presets.options(preset, options);
        options.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> place.field(name)
                .wrong("means nothing for " + preset.word() + "; it has " + String.join(", ", known)));
        List<String> without = values.list(Preset.WITHOUT);
        without.stream()
                .filter(name -> name != null && !preset.names().contains(name))
                .forEach(name -> place.field(Preset.WITHOUT)
                        .wrong("'" + name + "' is none of its metrics; they are " + String.join(", ", preset.names())));
        if (Presets.expand(preset, options).isEmpty()) {
            place.field(Preset.WITHOUT).wrong("leaves nothing of it");
        }
    }

    private List<OneOf.Kind> expanded(Place place, Preset preset, Map<String, String> options, Values values) {
        List<OneOf.Kind> metrics = new ArrayList<>();
        for (Preset.Expanded metric : Presets.expand(preset, options)) {
            Map<String, Object> fields = new LinkedHashMap<>(metric.fields());
            Shape shape = kinds.kinds().get(metric.kind());
            for (String own : List.of("source", "tolerate", "harmful", "runbook")) {
                boolean has =
                        shape.fields().stream().anyMatch(field -> field.name().equals(own));
                if (has && values.has(own)) {
                    fields.put(own, values.fields().get(own));
                }
            }
            kinds.read(place, Map.of(metric.kind(), fields)).ifPresent(kind -> metrics.add((OneOf.Kind) kind));
        }
        return metrics;
    }

    @Override
    public ObjectNode schema() {
        ObjectNode preset = Schemas.typed("object").put("additionalProperties", false);
        preset.putObject("properties").set(WORD, Schemas.anyOf(List.of(WORDS.schema(), SHAPE.schema())));
        preset.set("required", Schemas.texts(List.of(WORD)));
        return Schemas.anyOf(List.of(kinds.schema(), preset));
    }

    @Override
    public String words() {
        return kinds.words() + " or preset";
    }
}
