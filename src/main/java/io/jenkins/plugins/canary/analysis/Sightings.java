package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When a metric's source last answered, and when it last had something about each of the things that are expected of it.
 * Not thread-safe.
 */
final class Sightings {
    /** A source may take so long until it has anything of a new pod, */
    private static final Duration FIRST = Duration.ofMinutes(5);

    /** or so many intervals, if that is longer: a target is discovered, scraped twice, and differenced. */
    private static final int FIRST_INTERVALS = 6;

    /** Later it may be silent for so long, */
    private static final Duration LATER = Duration.ofMinutes(2);

    /** or so many intervals: one or two missed scrapes are made up for by the next. */
    private static final int LATER_INTERVALS = 4;

    private final List<String> things;
    private final Instant[] seen;
    private Instant answered = Instant.MIN;
    private Instant latestFrom = Instant.EPOCH;
    private Instant latestTo = Instant.EPOCH;

    /** Nothing has been seen yet of these things, which are named for people. */
    Sightings(String... things) {
        this.things = List.of(things);
        seen = new Instant[things.length];
        Arrays.fill(seen, Instant.MIN);
    }

    /** Something that should be there is not. */
    record Missing(String thing, Instant since) {}

    /** The source answered at that time. */
    void answered(Instant at) {
        answered = later(answered, at);
    }

    /** The source told what there was from one time to another: numbers come about that often. */
    void told(Instant from, Instant to) {
        latestFrom = from;
        latestTo = to;
        answered(to);
    }

    /** This thing was there at that time. */
    void seen(int thing, Instant at) {
        seen[thing] = later(seen[thing], at);
    }

    /** When this thing was last there. */
    Instant lastSeen(int thing) {
        return seen[thing];
    }

    /** Since when the source has not answered; counted from the beginning of traffic if it never has. */
    Instant silentSince(Instant servingSince) {
        return later(answered, servingSince);
    }

    /** Whether the source has answered lately, as seen at that time. */
    boolean fresh(Instant servingSince, Instant now) {
        return !now.isAfter(silentSince(servingSince).plus(longer(LATER, LATER_INTERVALS)));
    }

    /**
     * What the source should have told by its latest answer, but did not. Before the first sighting, the first intervals are
     * given time to close.
     *
     * @param expectedFrom when numbers can begin: traffic has begun and the canary has warmed up
     */
    Optional<Missing> missing(Instant expectedFrom) {
        for (int i = 0; i < things.size(); i++) {
            Instant last = seen[i];
            boolean first = last.isBefore(expectedFrom);
            Instant from = first ? expectedFrom : last;
            Duration patience = first ? longer(FIRST, FIRST_INTERVALS) : longer(LATER, LATER_INTERVALS);
            if (answered.isAfter(from.plus(patience))) {
                return Optional.of(new Missing(things.get(i), from));
            }
        }
        return Optional.empty();
    }

    private Duration longer(Duration least, int intervals) {
        Duration several = Duration.between(latestFrom, latestTo).multipliedBy(intervals);
        return several.compareTo(least) > 0 ? several : least;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
