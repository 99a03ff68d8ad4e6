package io.jenkins.plugins.canary.journal;

import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A journal whose disk may fail while a release goes on: that is said in the log, kept in memory, and tried again by the next
 * call. A full disk must not keep traffic from going home. Not thread-safe.
 */
public final class SteadyJournal implements Journal {
    private static final Logger LOGGER = Logger.getLogger(SteadyJournal.class.getName());

    private final Journal journal;
    private boolean troubled;

    /** The journal, kept from stopping anybody. */
    public SteadyJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public boolean append(Entry entry) {
        try {
            return journal.append(entry);
        } catch (JournalException e) {
            tell(e);
            return true;
        }
    }

    @Override
    public List<Entry> story() {
        return journal.story();
    }

    @Override
    public void tell(int known, Consumer<Entry> listener) {
        journal.tell(known, listener);
    }

    @Override
    public void flush() {
        try {
            journal.flush();
            troubled = false;
        } catch (JournalException e) {
            tell(e);
        }
    }

    /** Once per trouble: a release ticks every few seconds. */
    private void tell(JournalException e) {
        if (!troubled) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The release goes on, but what happens is remembered in memory only for now");
        }
        troubled = true;
    }
}
