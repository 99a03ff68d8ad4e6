package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known at one time, as far as the verdict depends on it.
 *
 * @param alarm something failed
 * @param trouble the data cannot be relied on
 * @param unpassed what still keeps the required metrics from passing; empty when they have all passed
 * @param unripe why it is too early for a PASS, whatever the metrics say
 * @param suspicion something looks worse, but not surely
 * @param due the time allowed is over, extensions left out
 * @param over the time allowed is over, extensions included
 */
record Findings(
        Optional<Said> alarm,
        Optional<Said> trouble,
        Optional<Said> unpassed,
        Optional<Said> unripe,
        Optional<Said> suspicion,
        boolean due,
        boolean over) {
    /** Checks that nothing is missing. */
    Findings {
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(trouble, "trouble");
        Objects.requireNonNull(unpassed, "unpassed");
        Objects.requireNonNull(unripe, "unripe");
        Objects.requireNonNull(suspicion, "suspicion");
    }

    /** A reason with its sentence. */
    record Said(Reason reason, String sentence) {}
}
