package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which weight the canary has had, and since when. Not thread-safe. */
final class Weights {
    private int percent;
    private String besides = "";
    private Instant setAt = Instant.MAX;
    private Instant raisedAt = Instant.MAX;
    private Instant servingSince = Instant.MAX;
    private final Respite respite = new Respite();

    /**
     * The canary was given this weight and that besides; the same again changes nothing. Other requests besides count as more:
     * what was seen of one cohort says nothing of the next.
     *
     * @return whether that is a raise
     */
    boolean set(Instant since, int newPercent, String newBesides) {
        if (newPercent == percent && newBesides.equals(besides)) {
            return false;
        }
        boolean raise = newPercent > percent || !newBesides.isEmpty() && !newBesides.equals(besides);
        if (!serving()) {
            servingSince = since;
        }
        if (raise) {
            raisedAt = since;
        }
        percent = newPercent;
        besides = newBesides;
        setAt = since;
        return raise;
    }

    boolean serving() {
        return percent > 0 || chosen();
    }

    /** Whether it gets requests that were chosen, so that its share of all is no matter of the weight. */
    boolean chosen() {
        return !besides.isEmpty();
    }

    int percent() {
        return percent;
    }

    /** When the present weight was set. */
    Instant setAt() {
        return setAt;
    }

    /** When the weight was raised last: the beginning of what counts for PASS. */
    Instant raisedAt() {
        return raisedAt;
    }

    /** Since when the canary has had traffic without a break; empty while it has none. */
    Optional<Instant> servingSince() {
        return serving() ? Optional.of(servingSince) : Optional.empty();
    }

    /** Time that does not count against the release. */
    Respite respite() {
        return respite;
    }

    /** Whether so much time has been spent since the latest raise, pauses and what was given on top left out. */
    boolean spent(Duration time, Instant now) {
        return serving() && !now.isBefore(raisedAt.plus(time).plus(respite.since(raisedAt, now)));
    }

    /** Whether so much time has gone by since the latest raise. */
    boolean raisedFor(Duration time, Instant now) {
        return serving() && !now.isBefore(raisedAt.plus(time));
    }
}
