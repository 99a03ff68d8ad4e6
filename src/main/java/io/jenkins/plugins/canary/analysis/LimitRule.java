package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A plain limit on a value of the canary: FAIL after three consecutive samples outside, PASS if inside for the whole window. An
 * absolute guard without statistics (methods 1.3, point 5).
 *
 * @param metric its name, unique in a release
 * @param critical whether PASS needs it
 * @param min lowest value that is fine, in the value's own unit
 * @param max highest value that is fine, likewise
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
