package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A gauge that is sampled over time, such as memory, compared in its level and in how it grows (methods 1.3: Hodges and Lehmann
 * 1963, Sen 1968). Ratios are those of the arms' means over pods; the unit is the gauge's own.
 *
 * @param metric its name, unique in a release
 * @param critical whether PASS needs it
 * @param weight share of the release's evidence, relative to the other metrics; positive
 * @param tolerate how many times worse than the baseline's level the canary's may be, at least 1; empty for the default
 * @param harmful how many times worse it must not be, over 1
 * @param worse which direction is worse
 * @param hardLimit value that no pod of the canary may pass, in the gauge's unit
 */
public record GaugeRule(
        String metric,
        boolean critical,
        double weight,
        OptionalDouble tolerate,
        double harmful,
        Worse worse,
        OptionalDouble hardLimit)
        implements Rule {
    /** Checks that nothing is missing. */
    public GaugeRule {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(tolerate, "tolerate");
        Objects.requireNonNull(worse, "worse");
        Objects.requireNonNull(hardLimit, "hardLimit");
    }
}
