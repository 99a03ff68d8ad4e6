package io.jenkins.plugins.canary.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the simulated Prometheus has scraped. Not thread-safe: callers hold its monitor. */
final class SampleStore {
    private final Map<String, Map<Map<String, String>, Series>> byName = new LinkedHashMap<>();

    /** Adds a sample to the series of that name and these labels. */
    void add(String name, Map<String, String> labels, long millis, double value) {
        series(name, labels).add(millis, value);
    }

    /** The series of that name and these labels; a new one without samples if there was none. */
    Series series(String name, Map<String, String> labels) {
        return byName.computeIfAbsent(name, key -> new LinkedHashMap<>()).computeIfAbsent(labels, key -> {
            Map<String, String> all = new LinkedHashMap<>(labels);
            all.put(Series.NAME, name);
            return new Series(all);
        });
    }

    /** Ends all series with that label, except those of that name. */
    void end(String label, String value, String except, long millis) {
        byName.forEach((name, all) -> {
            if (!name.equals(except)) {
                all.values().stream()
                        .filter(series -> value.equals(series.labels().get(label)))
                        .forEach(series -> series.end(millis));
            }
        });
    }

    /** The series with labels like that. */
    List<Series> select(Predicate<Map<String, String>> matcher) {
        List<Series> found = new ArrayList<>();
        byName.values().forEach(all -> all.values().stream()
                .filter(series -> matcher.test(series.labels()))
                .forEach(found::add));
        return found;
    }
}
