package io.jenkins.plugins.canary.journal;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** The entries of a journal, each once. What was handed out does not change when more is added. */
final class Entries {
    private final List<Entry> all = new ArrayList<>();
    private final Seen seen = new Seen();

    boolean isNew(Entry entry) {
        return seen.isNew(entry);
    }

    void add(Entry entry) {
        seen.remember(entry);
        all.add(entry);
    }

    /** All entries at this moment. Copying them at every tick would be dear, and is not needed: none is ever removed. */
    List<Entry> snapshot() {
        return new Snapshot(all, all.size());
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
