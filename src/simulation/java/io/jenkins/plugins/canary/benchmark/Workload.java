package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.release.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Values for all parameters. Immutable. */
public final class Workload {
    private static final List<String> METRICS = List.of("errors", "latency", "memory", "restarts", "conversion");

    private final Map<Parameter, String> values;

    private Workload(Map<Parameter, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** A healthy canary: 200 requests per second, 5 % of them to the canary, 0.5 % errors in both versions. */
    public static Workload healthy() {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            values.put(parameter, parameter.preset());
        }
        return new Workload(values);
    }

    /**
     * The same with another value.
     *
     * @throws IllegalArgumentException if the value makes no sense there
     */
    public Workload with(Parameter parameter, String value) {
        Map<Parameter, String> more = new EnumMap<>(values);
        more.put(parameter, value.strip());
        Workload changed = new Workload(more);
        changed.check(parameter);
        return changed;
    }

    /** The same with other values. */
    public Workload with(Map<Parameter, String> others) {
        Workload changed = this;
        for (Map.Entry<Parameter, String> other : others.entrySet()) {
            changed = changed.with(other.getKey(), other.getValue());
        }
        return changed;
    }

    private void check(Parameter parameter) {
        switch (parameter) {
            case METRIC -> oneOf(parameter, METRICS);
            case FLAGGER_SCHEDULE -> oneOf(parameter, List.of("fixed", "own"));
            case KAYENTA_CONTROL -> oneOf(parameter, List.of("stable", "equal"));
            case WEIGHTS -> weights();
            case STEP, LENGTH, SCRAPE, ARGO_INTERVAL, KAYENTA_EVERY -> {
                if (duration(parameter).isZero()) {
                    throw wrong(parameter, "a time longer than nothing");
                }
            }
            case HISTORY, LAG, READY, FROM, BOTH_FROM, SLOW_BY, OOM_AT, COLD, JITTER, MIN_DURATION, WARM_UP ->
                duration(parameter);
            default -> Ranges.check(parameter, optional(parameter), text(parameter));
        }
    }

    private void oneOf(Parameter parameter, List<String> words) {
        if (!words.contains(text(parameter))) {
            throw wrong(parameter, "one of " + String.join(", ", words));
        }
    }

    /** The value as it was written; empty where nothing is said. */
    public String text(Parameter parameter) {
        return values.get(parameter);
    }

    /** What is unlike {@link #healthy()}. */
    public Map<Parameter, String> differences() {
        Map<Parameter, String> different = new EnumMap<>(values);
        different.entrySet().removeIf(value -> value.getValue()
                .equals(value.getKey().preset()));
        return different;
    }

    /** The value as a number. */
    public double number(Parameter parameter) {
        return optional(parameter).orElseThrow(() -> wrong(parameter, "a number"));
    }

    /** The value as a number; empty where nothing is said. */
    public OptionalDouble optional(Parameter parameter) {
        if (text(parameter).isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text(parameter));
            if (Double.isFinite(value) && value >= 0) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // Said below, as for other figures that make no sense.
        }
        throw wrong(parameter, "a number that is not negative");
    }

    /** The value as a time; zero where nothing is said. */
    public Duration duration(Parameter parameter) {
        String text = text(parameter);
        return text.isEmpty()
                ? Duration.ZERO
                : DurationText.parse(text).orElseThrow(() -> wrong(parameter, "a time such as 90s, 20m or 6h"));
    }

    /** The value as a time in milliseconds. */
    public long millis(Parameter parameter) {
        return duration(parameter).toMillis();
    }

    /** Whether anything is said. */
    public boolean says(Parameter parameter) {
        return !text(parameter).isEmpty();
    }

    /** The weights in percent. */
    public List<Integer> weights() {
        try {
            List<Integer> weights = Arrays.stream(text(Parameter.WEIGHTS).split(","))
                    .map(weight -> Integer.parseInt(weight.strip()))
                    .toList();
            if (weights.stream().allMatch(weight -> weight > 0 && weight < 100)) {
                return weights;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw wrong(Parameter.WEIGHTS, "percentages within 1 and 99, such as 5,10,20");
    }

    static IllegalArgumentException wrong(Parameter parameter, String text, String right) {
        return new IllegalArgumentException("--" + parameter.word() + ": '" + text + "' is not " + right);
    }

    private IllegalArgumentException wrong(Parameter parameter, String right) {
        return wrong(parameter, text(parameter), right);
    }
}
