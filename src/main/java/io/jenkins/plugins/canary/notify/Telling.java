package io.jenkins.plugins.canary.notify;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.Kinds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells of one release what its journal gains. Whoever drives the release calls {@link #follow} after each tick; that waits for nobody
 * and never fails. One thread at a time.
 */
public final class Telling {
    /** What happened longer ago than that before anybody could tell it is no news any more. */
    public static final Duration STALE = Duration.ofHours(1);

    private static final Logger LOGGER = Logger.getLogger(Telling.class.getName());

    private record Failure(String destination, Occasion occasion, String why) {}

    private final Supplier<List<Destination>> destinations;
    private final Outbox outbox;
    private final Told told;
    private final Clock clock;
    private final Story story;
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> complained = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private int seen;

    /**
     * Telling of a release.
     *
     * @param destinations who is to be told now; asked whenever there is news
     * @param told what was told already
     * @param subject what is known of the release where its journal has no beginning
     */
    public Telling(
            Supplier<List<Destination>> destinations,
            Outbox outbox,
            Told told,
            Subject subject,
            Links links,
            Clock clock) {
        this.destinations = destinations;
        this.outbox = outbox;
        this.told = told;
        this.clock = clock;
        this.story = new Story(subject, links);
    }

    /** Tells what is new in the journal, and notes in it, once for each destination, that something could not be told. */
    public void follow(Journal journal) {
        try {
            List<Entry> entries = journal.story();
            while (seen < entries.size()) {
                story.next(entries.get(seen++)).ifPresent(this::tell);
            }
            noteFailures(journal);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "What a release does is not told", e);
        }
    }

    /** How many pieces of news are on their way. */
    public int underWay() {
        return underWay.get();
    }

    private void tell(News news) {
        Instant notBefore = clock.instant().minus(STALE);
        for (Destination destination : destinations.get()) {
            if (told.knows(destination.name(), news.key()) || !destination.wants(news)) {
                continue;
            }
            if (news.at().isBefore(notBefore)) {
                told.note(destination.name(), news.key());
            } else {
                underWay.incrementAndGet();
                outbox.send(destination, news, why -> ended(destination, news, why));
            }
        }
    }

    private void ended(Destination destination, News news, Optional<String> why) {
        told.note(destination.name(), news.key());
        underWay.decrementAndGet();
        why.ifPresent(sentence -> {
            Level level = complained.add(destination.name()) ? Level.WARNING : Level.FINE;
            LOGGER.log(level, () -> destination.name() + " was not told of " + news.title() + ": " + sentence);
            failures.add(new Failure(destination.name(), news.occasion(), sentence));
        });
    }

    private void noteFailures(Journal journal) {
        for (Failure failure = failures.poll(); failure != null; failure = failures.poll()) {
            journal.append(new Entry.Event(
                    clock.instant(),
                    "untold-" + failure.destination(),
                    Kinds.UNTOLD,
                    failure.destination() + " was not told that the release is '"
                            + failure.occasion().word() + "': " + failure.why()));
        }
    }
}
