package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A plain limit on a value of the canary: FAIL after three consecutive samples outside, PASS if inside for the whole window.
 *
 * @param min lowest value that is fine
 * @param max highest value that is fine
 */
public record LimitRule(String metric, boolean critical, OptionalDouble min, OptionalDouble max) implements Rule {
    /** Checks that there is a limit. */
    public LimitRule {
        Objects.requireNonNull(metric, "metric");
        if (min.isEmpty() && max.isEmpty()) {
            throw new IllegalArgumentException(metric + ": a limit needs min or max");
        }
    }
}
