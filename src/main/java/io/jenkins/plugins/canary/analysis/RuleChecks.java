package io.jenkins.plugins.canary.analysis;

import java.util.OptionalDouble;

/** What must hold in every rule that compares; told by {@link IllegalArgumentException}. */
final class RuleChecks {
    private RuleChecks() {}

    static void check(String metric, double weight, OptionalDouble tolerate, double harmful) {
        if (!(weight > 0)) {
            throw new IllegalArgumentException(metric + ": weight must be positive, not " + weight);
        }
        if (!(harmful > 1)) {
            throw new IllegalArgumentException(metric + ": harmful must be over 1, not " + harmful);
        }
        if (!(tolerate.orElse(1) >= 1)) {
            throw new IllegalArgumentException(metric + ": tolerate must be at least 1, not " + tolerate.getAsDouble());
        }
    }
}
