package io.jenkins.plugins.canary.simulation;

import io.jenkins.plugins.canary.simulation.PromQl.Aggregate;
import io.jenkins.plugins.canary.simulation.PromQl.Binary;
import io.jenkins.plugins.canary.simulation.PromQl.Call;
import io.jenkins.plugins.canary.simulation.PromQl.Fold;
import io.jenkins.plugins.canary.simulation.PromQl.Selector;
import io.jenkins.plugins.canary.simulation.Series.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What a query is worth at a time.
 *
 * @param visible the youngest time whose samples can be seen: what was scraped later is still on its way
 */
record PromQlEvaluator(SampleStore store, long visible) {
    /** How old a value may be that still counts. */
    private static final long LOOK_BACK = 300_000;

    /** One element of an instant vector. */
    record Element(SortedMap<String, String> labels, double value) {}

    /** Whether the query is a plain number. */
    static boolean scalar(PromQl query) {
        return query instanceof PromQl.Number
                || query instanceof Binary binary && scalar(binary.left()) && scalar(binary.right());
    }

    /** The value of a query that is a plain number. */
    static double number(PromQl query) {
        if (query instanceof Binary binary) {
            return apply(binary.operator(), number(binary.left()), number(binary.right()));
        }
        return ((PromQl.Number) query).value();
    }

    /** The series that a range selector names, with their samples in the range that ends at that time. */
    Map<Series, Samples> range(Selector selector, long millis) {
        Map<Series, Samples> found = new LinkedHashMap<>();
        for (Series series : store.select(selector.predicate())) {
            Samples samples = series.within(millis - selector.rangeMillis().orElseThrow(), Math.min(millis, visible));
            if (samples.size() > 0) {
                found.put(series, samples);
            }
        }
        return found;
    }

    /** The instant vector that the query gives at that time. */
    List<Element> vector(PromQl query, long millis) {
        if (query instanceof Selector selector) {
            return present(selector, millis);
        }
        if (query instanceof Call call) {
            return call(call, millis);
        }
        if (query instanceof Aggregate aggregate) {
            return fold(aggregate, millis);
        }
        if (query instanceof Binary binary) {
            return combine(binary, millis);
        }
        if (query instanceof PromQl.Largest largest) {
            return vector(largest.argument(), millis).stream()
                    .sorted(Comparator.comparingDouble(Element::value).reversed())
                    .limit(largest.count())
                    .toList();
        }
        throw new PromQlException("invalid parameter \"query\": expected a vector, got a scalar");
    }

    private List<Element> present(Selector selector, long millis) {
        if (selector.rangeMillis().isPresent()) {
            throw new PromQlException("invalid parameter \"query\": expected an instant vector, got a range vector");
        }
        List<Element> elements = new ArrayList<>();
        for (Series series : store.select(selector.predicate())) {
            long scraped = scrapedAt(series, millis);
            if (scraped >= 0) {
                elements.add(new Element(series.labels(), series.at(scraped, LOOK_BACK)));
            }
        }
        return elements;
    }

    private long scrapedAt(Series series, long millis) {
        long scraped = series.scrapedAt(Math.min(millis, visible), LOOK_BACK);
        return scraped > millis - LOOK_BACK ? scraped : -1;
    }

    private List<Element> call(Call call, long millis) {
        List<Element> elements = new ArrayList<>();
        Selector selector = (Selector) call.argument();
        if (!call.function().takesRange()) {
            for (Series series : store.select(selector.predicate())) {
                long scraped = scrapedAt(series, millis);
                if (scraped >= 0) {
                    elements.add(new Element(nameless(series.labels()), scraped / 1000.0));
                }
            }
            return elements;
        }
        long start = millis - selector.rangeMillis().orElseThrow();
        range(selector, millis).forEach((series, samples) -> value(call, samples, start, millis)
                .ifPresent(value -> elements.add(new Element(nameless(series.labels()), value))));
        return elements;
    }

    private static Optional<Double> value(Call call, Samples samples, long start, long end) {
        return switch (call.function()) {
            case COUNT_OVER_TIME -> Optional.of((double) samples.size());
            case RESETS -> Optional.of((double) resets(samples));
            case INCREASE -> increase(samples, start, end);
            case RATE -> increase(samples, start, end).map(value -> value / ((end - start) / 1000.0));
            case TIMESTAMP -> throw new IllegalStateException("a function of values");
        };
    }

    private static int resets(Samples samples) {
        int resets = 0;
        for (int i = 1; i < samples.size(); i++) {
            resets += samples.values()[i] < samples.values()[i - 1] ? 1 : 0;
        }
        return resets;
    }

    /** As Prometheus extrapolates it: to the range's edges where the samples come near them, else by half an interval. */
    private static Optional<Double> increase(Samples samples, long start, long end) {
        int last = samples.size() - 1;
        if (last < 1) {
            return Optional.empty();
        }
        double first = samples.values()[0];
        double grown = samples.values()[last] - first;
        for (int i = 1; i <= last; i++) {
            grown += samples.values()[i] < samples.values()[i - 1] ? samples.values()[i - 1] : 0;
        }
        double sampled = samples.times()[last] - samples.times()[0];
        double between = sampled / last;
        double before = samples.times()[0] - start;
        double after = end - samples.times()[last];
        before = before >= 1.1 * between ? between / 2 : before;
        after = after >= 1.1 * between ? between / 2 : after;
        if (grown > 0 && first >= 0) {
            before = Math.min(before, sampled * first / grown);
        }
        return Optional.of(grown * (sampled + before + after) / sampled);
    }

    private List<Element> fold(Aggregate aggregate, long millis) {
        Map<SortedMap<String, String>, List<Double>> groups = new LinkedHashMap<>();
        for (Element element : vector(aggregate.argument(), millis)) {
            groups.computeIfAbsent(only(aggregate.by(), element.labels()), key -> new ArrayList<>())
                    .add(element.value());
        }
        List<Element> elements = new ArrayList<>();
        groups.forEach((labels, values) -> elements.add(new Element(labels, fold(aggregate.fold(), values))));
        return elements;
    }

    private static double fold(Fold fold, List<Double> values) {
        DoubleStream stream = values.stream().mapToDouble(Double::doubleValue);
        return switch (fold) {
            case SUM -> stream.sum();
            case COUNT -> values.size();
            case MAX -> stream.max().orElseThrow();
            case MIN -> stream.min().orElseThrow();
            case AVG -> stream.average().orElseThrow();
        };
    }

    private List<Element> combine(Binary binary, long millis) {
        if (scalar(binary.right())) {
            double right = number(binary.right());
            return mapped(binary.left(), millis, value -> apply(binary.operator(), value, right));
        }
        if (scalar(binary.left())) {
            double left = number(binary.left());
            return mapped(binary.right(), millis, value -> apply(binary.operator(), left, value));
        }
        Map<SortedMap<String, String>, Double> right = new LinkedHashMap<>();
        vector(binary.right(), millis).forEach(element -> right.put(nameless(element.labels()), element.value()));
        return vector(binary.left(), millis).stream()
                .filter(element -> right.containsKey(nameless(element.labels())))
                .map(element -> {
                    SortedMap<String, String> labels = nameless(element.labels());
                    return new Element(labels, apply(binary.operator(), element.value(), right.get(labels)));
                })
                .toList();
    }

    private List<Element> mapped(PromQl query, long millis, DoubleUnaryOperator operation) {
        return vector(query, millis).stream()
                .map(element -> new Element(nameless(element.labels()), operation.applyAsDouble(element.value())))
                .toList();
    }

    private static double apply(char operator, double left, double right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left / right;
        };
    }

    private static SortedMap<String, String> nameless(SortedMap<String, String> labels) {
        SortedMap<String, String> others = new TreeMap<>(labels);
        others.remove(Series.NAME);
        return others;
    }

    private static SortedMap<String, String> only(Set<String> names, SortedMap<String, String> labels) {
        SortedMap<String, String> some = new TreeMap<>(labels);
        some.keySet().retainAll(names);
        return some;
    }
}
