package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.Strata;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Two selectors, two counters: all of something, and what was counted or summed beside it.
 *
 * @param metric name of the metric, for messages
 * @param all the field that holds the first selector
 * @param beside the field that holds the second
 * @param channels how they become a channel
 * @param strata what their series are told apart by
 */
public record PairShape(String metric, Named all, Named beside, Tally.Channels channels, Strata strata)
        implements Shape {
    /**
     * A selector and the field that it stands in.
     *
     * @param selector with placeholders
     */
    public record Named(String field, String selector) {}

    @Override
    public List<String> selectors(Scope scope) {
        return List.of(expanded(all, scope), expanded(beside, scope));
    }

    private String expanded(Named named, Scope scope) {
        return Expansion.of(named.selector(), scope, metric + "." + named.field());
    }

    @Override
    public String mainField() {
        return metric + "." + all.field();
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
    public Set<Integer> missing(Collection<Set<Integer>> units) {
        return Set.of();
    }
}
