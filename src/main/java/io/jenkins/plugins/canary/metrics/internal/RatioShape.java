package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Two selectors, two counters: all requests, and those that went wrong. */
public record RatioShape(ErrorRatio metric) implements Shape {
    @Override
    public List<String> selectors(Scope scope) {
        return List.of(
                Expansion.of(metric.total(), scope, metric.name() + ".total"),
                Expansion.of(metric.bad(), scope, metric.name() + ".bad"));
    }

    @Override
    public OptionalInt counter(int selector, Map<String, String> labels) {
        return OptionalInt.of(selector);
    }

    @Override
    public int selector(int counter) {
        return counter;
    }

    @Override
    public Tally.Channels channels() {
        return new Tally.Channels(1, Tally.Events.COUNTED);
    }

    @Override
    public Set<Integer> missing(Collection<Set<Integer>> units) {
        return Set.of();
    }
}
