package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.notify.Outbox;
import io.jenkins.plugins.canary.notify.Telling;
import java.time.Duration;
import java.util.Optional;

/** Tells others of what a command does. Not thread-safe. */
final class Announcer implements AutoCloseable {
    /** Tells nobody. */
    static final Announcer SILENT = new Announcer(Optional.empty(), Optional.empty());

    /** How long the end of a command waits until the last things were told. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Optional<Telling> telling;
    private final Optional<Outbox> outbox;

    private Announcer(Optional<Telling> telling, Optional<Outbox> outbox) {
        this.telling = telling;
        this.outbox = outbox;
    }

    /** One that tells by that outbox, which it closes at the end. */
    static Announcer of(Telling telling, Outbox outbox) {
        return new Announcer(Optional.of(telling), Optional.of(outbox));
    }

    /** Tells what is new. Waits for nobody. */
    void follow(Journal journal) {
        telling.ifPresent(all -> all.follow(journal));
    }

    /** The release is as it is by now: what is left to be told is waited for, not for long. */
    @Override
    public void close() {
        outbox.ifPresent(all -> all.close(GRACE));
    }
}
