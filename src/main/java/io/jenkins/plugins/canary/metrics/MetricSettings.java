package io.jenkins.plugins.canary.metrics;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What every metric has.
 *
 * @param name unique in a release
 * @param source name of the source that serves it; empty for the release's own
 * @param critical whether PASS needs it
 * @param tolerate ratio canary:baseline that is still fine; empty for the release's
 * @param harmful ratio that must not pass; empty for the release's
 * @param weight share of the evidence relative to other metrics; empty for the default of its kind
 * @param runbook address of what to do when it is not fine; empty for none
 */
public record MetricSettings(
        String name,
        String source,
        boolean critical,
        OptionalDouble tolerate,
        OptionalDouble harmful,
        OptionalDouble weight,
        String runbook) {
    /** Checks that nothing is missing. */
    public MetricSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(tolerate, "tolerate");
        Objects.requireNonNull(harmful, "harmful");
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(runbook, "runbook");
    }

    /** Those of a metric for which no runbook is named. */
    public MetricSettings(
            String name,
            String source,
            boolean critical,
            OptionalDouble tolerate,
            OptionalDouble harmful,
            OptionalDouble weight) {
        this(name, source, critical, tolerate, harmful, weight, "");
    }
}
