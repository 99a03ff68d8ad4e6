package io.jenkins.plugins.canary.journal;

import java.util.List;
import java.util.function.Consumer;

/** A journal that lives as long as the process, for tests and for commands that keep nothing. */
public final class MemoryJournal implements Journal {
    private final Entries entries = new Entries();

    /** Nothing has happened yet. */
    public MemoryJournal() {}

    @Override
    public boolean append(Entry entry) {
        boolean isNew = entries.isNew(entry);
        if (isNew) {
            entries.add(entry);
        }
        return isNew;
    }

    @Override
    public List<Entry> story() {
        return entries.story();
    }

    @Override
    public void tell(int known, Consumer<Entry> listener) {
        entries.tell(known, listener);
    }

    @Override
    public void flush() {
        // There is nothing that could outlive a crash.
    }
}
