package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Latency;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One selector, one counter per bucket: {@code le="+Inf"} counts all requests, the bucket of an edge those that were not
 * slower than it.
 *
 * @param source name of the source, for messages
 * @param edges in the unit of the label {@code le}
 */
public record BucketShape(String source, Latency metric, List<Double> edges) implements Shape {
    /** Copies the list. */
    public BucketShape {
        edges = List.copyOf(edges);
    }

    @Override
    public List<String> selectors(Scope scope) {
        return List.of(Expansion.of(metric.histogram(), scope, mainField()));
    }

    @Override
    public String mainField() {
        return metric.name() + ".histogram";
    }

    @Override
    public OptionalInt counter(int selector, Map<String, String> labels) {
        double le = edge(labels);
        if (le == Double.POSITIVE_INFINITY) {
            return OptionalInt.of(0);
        }
        return IntStream.range(0, edges.size())
                .filter(i -> Edges.same(edges.get(i), le))
                .map(i -> i + 1)
                .findFirst();
    }

    @Override
    public int selector(int counter) {
        return 0;
    }

    @Override
    public Tally.Channels channels() {
        return new Tally.Channels(edges.size(), Tally.Events.THE_REST, 1);
    }

    @Override
    public Set<Integer> missing(Collection<Set<Integer>> units) {
        Set<Integer> missing = IntStream.rangeClosed(0, edges.size())
                .filter(counter -> units.stream().anyMatch(unit -> !unit.contains(counter)))
                .boxed()
                .collect(Collectors.toSet());
        if (missing.contains(0)) {
            throw wrong("some series have no bucket le=\"+Inf\"", "give a selector that leaves no bucket out");
        }
        return missing;
    }

    /**
     * The edge that a bucket series counts up to.
     *
     * @throws SourceException (lasting) if it has none
     */
    double edge(Map<String, String> labels) {
        String le = labels.getOrDefault("le", "");
        try {
            return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
        } catch (NumberFormatException e) {
            throw wrong(
                    le.isEmpty() ? "a series without the label le" : "le=\"" + le + "\", which is no number",
                    "give the selector of a classic histogram's _bucket series");
        }
    }

    /**
     * The edges that the user named, in rising order.
     *
     * @param found all that exist
     * @throws SourceException (lasting) with the list of those that exist, if one does not
     */
    List<Double> named(List<Double> found) {
        List<Double> absent = metric.edges().stream()
                .filter(edge -> found.stream().noneMatch(existing -> Edges.same(edge, existing)))
                .toList();
        if (!absent.isEmpty()) {
            throw wrong("no bucket " + text(absent) + ", only " + text(found), "name edges that exist");
        }
        return metric.edges().stream().sorted().distinct().toList();
    }

    /** The sentence for a histogram that cannot be used. */
    SourceException wrong(String came, String advice) {
        return SourceException.lasting("source " + source + ", asked for " + metric.name() + ".histogram "
                + metric.histogram() + ": " + came + "; " + advice);
    }

    private static String text(List<Double> edges) {
        return edges.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
