package io.jenkins.plugins.canary.metrics;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How late it is by the clock of a source.
 *
 * @param evaluated the time at which it evaluated a question that named none; samples are stamped by such clocks
 * @param date its header {@code Date}, exact to a second; of a proxy, where one answers
 */
public record ServerTime(Instant evaluated, Optional<Instant> date) {
    /** Checks that nothing is missing. */
    public ServerTime {
        Objects.requireNonNull(evaluated, "evaluated");
        Objects.requireNonNull(date, "date");
    }
}
