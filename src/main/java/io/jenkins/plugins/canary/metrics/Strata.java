package io.jenkins.plugins.canary.metrics;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the requests of a metric are told apart by.
 *
 * @param label name of the label; empty if they are not told apart
 * @param values values of the label that are told apart; what has another one, or none, is one stratum more
 */
public record Strata(String label, List<String> values) {
    /** Nothing is told apart. */
    public static final Strata NONE = new Strata("", List.of());

    /** Copies the list. */
    public Strata {
        Objects.requireNonNull(label, "label");
        values = List.copyOf(values);
    }

    /** How many there are, at least one. */
    public int count() {
        return label.isEmpty() || values.isEmpty() ? 1 : values.size() + 1;
    }

    /** Which one a series belongs to. */
    public int of(Map<String, String> labels) {
        int found = count() == 1 ? 0 : values.indexOf(labels.getOrDefault(label, ""));
        return found < 0 ? values.size() : found;
    }
}
