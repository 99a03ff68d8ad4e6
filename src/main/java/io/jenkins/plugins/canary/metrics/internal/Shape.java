package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.metrics.Strata;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Which series a metric needs, and which of its counters each of them is. */
public interface Shape {
    /** The selectors of one arm, expanded; the first is the one of all requests. */
    List<String> selectors(Scope scope);

    /** Where the first selector is written, for messages. */
    String mainField();

    /** Whether the time that a pod was seen stands in the place of counter 0, for which no series is read. */
    default boolean clocked() {
        return false;
    }

    /**
     * Which counter a series is; empty if it is not needed.
     *
     * @param selector index of the selector that found it
     * @throws SourceException (lasting) if a label is missing or makes no sense
     */
    OptionalInt counter(int selector, Map<String, String> labels);

    /** What its requests are told apart by. */
    default Strata strata() {
        return Strata.NONE;
    }

    /** Which selector finds a counter's series. */
    int selector(int counter);

    /** How the counters become channels. */
    Tally.Channels channels();

    /**
     * Counters that some units lack.
     *
     * @param units the counters that each unit has
     * @throws SourceException (lasting) if one that nothing can be counted without is among them
     */
    Set<Integer> missing(Collection<Set<Integer>> units);
}
