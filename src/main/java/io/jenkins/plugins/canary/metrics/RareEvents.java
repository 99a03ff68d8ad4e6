package io.jenkins.plugins.canary.metrics;

import java.util.Objects;

/**
 * Rare misfortunes of pods, such as restarts or panics, compared by the time that pods have run. A pod runs while it has a
 * series of the counter, which must be there from the start, at zero.
 *
 * @param counter selector of the counter, with placeholders; series need the label {@code pod}, or one target per pod
 */
public record RareEvents(MetricSettings settings, String counter) implements Metric {
    /** Checks that nothing is missing. */
    public RareEvents {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(counter, "counter");
    }
}
