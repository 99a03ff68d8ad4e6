package io.jenkins.plugins.canary.journal;

import java.util.List;

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

    /** All entries so far, oldest first. */
    List<Entry> entries();

    /** Makes sure that everything appended survives a crash. */
    void flush();
}
