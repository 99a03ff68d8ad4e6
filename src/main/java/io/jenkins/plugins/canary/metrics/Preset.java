package io.jenkins.plugins.canary.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics of a system that many people run, so that nobody has to write PromQL for it. It stands for ordinary metrics.
 *
 * @param word how it is written
 * @param covers what it measures, in a few words
 * @param exporter who must serve the series, and how
 * @param reference where names and labels of the series are documented
 * @param options in the order in which they are documented
 */
public record Preset(
        String word, String covers, String exporter, String reference, List<Option> options, List<Part> parts) {
    /** Leaves some of its metrics out. */
    public static final String WITHOUT = "without";

    private static final Pattern NAME = Pattern.compile("\\$([a-zA-Z]+)");
    private static final Set<String> NUMBERS = Set.of("hardLimit", "min", "max", "tolerateBy", "harmfulBy");

    /** Copies the lists. */
    public Preset {
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(covers, "covers");
        Objects.requireNonNull(exporter, "exporter");
        Objects.requireNonNull(reference, "reference");
        options = List.copyOf(options);
        parts = List.copyOf(parts);
    }

    /**
     * Something that can be said of it.
     *
     * @param initial what holds where nothing is said; empty: nothing
     */
    public record Option(String name, String initial, String meaning) {}

    /**
     * One of its metrics.
     *
     * @param name what its name ends with
     * @param kind as in a specification, such as {@code errorRatio}
     * @param fields as in a specification, with options such as {@code $slo}
     * @param critical whether PASS needs it
     * @param needs option without which it is left out; empty: none
     */
    public record Part(String name, String kind, Map<String, String> fields, boolean critical, String needs) {
        /** Keeps the order of the fields. */
        public Part {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** One that is always there. */
        public Part(String name, String kind, Map<String, String> fields, boolean critical) {
            this(name, kind, fields, critical, "");
        }
    }

    /**
     * One of the ordinary metrics that it stands for.
     *
     * @param fields as in a specification: text, numbers, true and false
     */
    public record Expanded(String kind, Map<String, Object> fields) {}

    /** The names of its metrics, without its own. */
    public List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * The metrics that it stands for.
     *
     * @param given option to value; {@code without} is a list of names between commas
     */
    public List<Expanded> expand(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach(option -> values.put(option.name(), option.initial()));
        values.putAll(given);
        Set<String> without = Set.of(values.getOrDefault(WITHOUT, "").split("\\s*,\\s*"));
        List<Expanded> metrics = new ArrayList<>();
        for (Part part : parts) {
            boolean wanted = part.needs().isEmpty()
                    || !values.getOrDefault(part.needs(), "").isEmpty();
            if (wanted && !without.contains(part.name())) {
                metrics.add(expanded(part, values));
            }
        }
        return metrics;
    }

    private Expanded expanded(Part part, Map<String, String> values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", word + "-" + part.name());
        part.fields().forEach((field, template) -> {
            String text = filled(template, values);
            fields.put(field, NUMBERS.contains(field) ? new BigDecimal(text) : text);
        });
        fields.put("critical", part.critical());
        return new Expanded(part.kind(), fields);
    }

    private static String filled(String template, Map<String, String> values) {
        Matcher options = NAME.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (options.find()) {
            String value = values.getOrDefault(options.group(1), "");
            boolean matchers = options.group(1).equals(Presets.MATCHERS) && !value.isEmpty();
            options.appendReplacement(filled, Matcher.quoteReplacement(matchers ? "," + value : value));
        }
        return options.appendTail(filled).toString();
    }
}
