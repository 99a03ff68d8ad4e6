package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Time in which a release cannot run out of time: pauses, and what people gave it. Not thread-safe. */
final class Respite {
    private record Pause(Instant from, Instant to) {
        Duration since(Instant start) {
            Duration time = Duration.between(from.isBefore(start) ? start : from, to);
            return time.isNegative() ? Duration.ZERO : time;
        }
    }

    private final List<Pause> pauses = new ArrayList<>();
    private Optional<Instant> pausedAt = Optional.empty();
    private Duration given = Duration.ZERO;

    /** A pause begins; in a pause that is nothing new. */
    void paused(Instant at) {
        pausedAt = pausedAt.or(() -> Optional.of(at));
    }

    /** The pause is over, if there is one. */
    void resumed(Instant at) {
        pausedAt.ifPresent(from -> pauses.add(new Pause(from, at)));
        pausedAt = Optional.empty();
    }

    void give(Duration more) {
        given = given.plus(more);
    }

    /** All of it that counts from one time to another: what was given ever, and pauses between. */
    Duration since(Instant start, Instant now) {
        Duration all = given.plus(
                pausedAt.map(from -> new Pause(from, now).since(start)).orElse(Duration.ZERO));
        for (Pause pause : pauses) {
            all = all.plus(pause.since(start));
        }
        return all;
    }
}
