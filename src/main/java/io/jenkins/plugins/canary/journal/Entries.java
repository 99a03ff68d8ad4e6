package io.jenkins.plugins.canary.journal;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Consumer;

/**
 * The entries of a journal, each once. The story stays in memory; numbers, which are many, may be forgotten when they are old.
 * What was handed out does not change when more is added.
 */
final class Entries {
    /** So many of the latest entries are never forgotten: a few rounds of a release with fifty metrics. */
    private static final int LATEST = 128;

    private final List<Entry> story = new ArrayList<>();
    private final Seen seen = new Seen();
    private List<Entry> recent = new ArrayList<>();
    private int forgotten;
    private int settled;

    boolean isNew(Entry entry) {
        return seen.isNew(entry);
    }

    void add(Entry entry) {
        seen.remember(entry);
        recent.add(entry);
        if (!entry.isNumbers()) {
            story.add(entry);
        }
    }

    /** How many there are. */
    int size() {
        return forgotten + recent.size();
    }

    /** All entries but numbers at this moment. Copying them at every tick would be dear, and is not needed: none is ever removed. */
    List<Entry> story() {
        return new Snapshot(story, story.size());
    }

    /** Whether all entries after the first so many are in memory. */
    boolean remembers(int known) {
        return known >= forgotten;
    }

    /** Tells all entries after the first so many, if they are {@link #remembers remembered}. */
    void tell(int known, Consumer<Entry> listener) {
        for (int i = known - forgotten; i < recent.size(); i++) {
            listener.accept(recent.get(i));
        }
    }

    /**
     * All entries so far can be had elsewhere. Those that were there when this was called before are forgotten, so that whoever
     * follows the journal from one call to the next finds everything in memory.
     */
    void keptElsewhere() {
        int old = StrictMath.min(settled - forgotten, recent.size() - LATEST);
        if (old > LATEST) {
            recent = new ArrayList<>(recent.subList(old, recent.size()));
            forgotten += old;
        }
        settled = size();
    }

    private static final class Snapshot extends AbstractList<Entry> implements RandomAccess {
        private final List<Entry> all;
        private final int size;

        Snapshot(List<Entry> all, int size) {
            this.all = all;
            this.size = size;
        }

        @Override
        public Entry get(int index) {
            if (index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            return all.get(index);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
