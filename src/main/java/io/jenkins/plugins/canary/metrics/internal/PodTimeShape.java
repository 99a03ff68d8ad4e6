package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.RareEvents;
import io.jenkins.plugins.canary.metrics.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** One selector, one counter; in the place of requests stands the time that each pod was seen. */
public record PodTimeShape(RareEvents metric) implements Shape {
    @Override
    public List<String> selectors(Scope scope) {
        return List.of(Expansion.of(metric.counter(), scope, mainField()));
    }

    @Override
    public String mainField() {
        return metric.name() + ".counter";
    }

    @Override
    public OptionalInt counter(int selector, Map<String, String> labels) {
        return OptionalInt.of(1);
    }

    @Override
    public int selector(int counter) {
        return 0;
    }

    @Override
    public Tally.Channels channels() {
        return new Tally.Channels(1, Tally.Events.BESIDE, 1);
    }

    @Override
    public boolean clocked() {
        return true;
    }

    @Override
    public Set<Integer> missing(Collection<Set<Integer>> units) {
        return Set.of();
    }
}
