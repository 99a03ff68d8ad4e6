package io.jenkins.plugins.canary.journal;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Takes a journal's lines one by one, and hands on the entries in them, each once. Not thread-safe. */
final class LineEntries implements Consumer<String> {
    private final Path from;
    private final LineReader reader;
    private final int known;
    private final Consumer<Entry> each;
    private final Seen seen = new Seen();
    private int number;
    private int entries;

    /**
     * @param from what is named where a line is not understood
     * @param known how many of the first entries are left out
     */
    LineEntries(Path from, LineReader reader, int known, Consumer<Entry> each) {
        this.from = from;
        this.reader = reader;
        this.known = known;
        this.each = each;
    }

    /** {@inheritDoc} Throws {@link JournalException} if it is not understood. */
    @Override
    public void accept(String line) {
        number++;
        try {
            if (number == 1) {
                reader.header(line).ifPresent(this::hand);
            } else {
                hand(reader.entry(line));
            }
        } catch (IllegalArgumentException e) {
            throw new JournalException("line " + number + " of " + from + ": " + e.getMessage(), e);
        }
    }

    private void hand(Entry entry) {
        if (seen.isNew(entry)) {
            seen.remember(entry);
            entries++;
            if (entries > known) {
                each.accept(entry);
            }
        }
    }
}
