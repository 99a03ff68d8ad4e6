package io.jenkins.plugins.canary.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The append-only memory of one release. What is known already (the same event key, an interval's end, the same verdict again)
 * is ignored, so that a driver that died between act and note may simply write again. Not thread-safe.
 */
public interface Journal {
    /**
     * Adds an entry at the end.
     *
     * @return whether it was new
     */
    boolean append(Entry entry);

    /**
     * All entries but numbers so far, oldest first: a few hundred at most, and always at hand. The list does not change when more
     * is added.
     */
    List<Entry> story();

    /**
     * Tells entries, oldest first. Those of the last few flushes are at hand; older numbers may have to be read anew from where
     * the journal is kept, from the beginning.
     *
     * @param known how many of the first entries are left out: for those who follow the journal, as many as they were told so far
     * @param listener must not add to the journal
     */
    void tell(int known, Consumer<Entry> listener);

    /** All entries so far, oldest first. A day of many metrics takes long and much memory: for reports, not for every tick. */
    default List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        tell(0, all::add);
        return all;
    }

    /** Makes sure that everything appended survives a crash. */
    void flush();
}
