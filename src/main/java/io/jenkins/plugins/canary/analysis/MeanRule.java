package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A mean such as revenue per order, from intervals whose totals are numbers of values and whose events are their sums, in the
 * value's own unit (methods 1.4; Waudby-Smith and others, arXiv 2103.06476).
 *
 * @param metric its name, unique in a release
 * @param critical whether PASS needs it
 * @param weight share of the release's evidence, relative to the other metrics; positive
 * @param tolerate how many times worse than the baseline the canary's mean may be, at least 1; empty for the default
 * @param harmful how many times worse it must not be, over 1
 * @param worse which direction is worse
 */
public record MeanRule(
        String metric, boolean critical, double weight, OptionalDouble tolerate, double harmful, Worse worse)
        implements Rule {
    /** Checks that nothing is missing. */
    public MeanRule {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(tolerate, "tolerate");
        Objects.requireNonNull(worse, "worse");
    }
}
