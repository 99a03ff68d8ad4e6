package io.jenkins.plugins.canary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyJournalTest {
    private static final Entry WEIGHT = new Entry.WeightSet(Instant.parse("2026-01-01T00:00:00Z"), 5);

    @TempDir
    private Path folder;

    @Test
    void aDiskThatRefusesStopsNobody() {
        SteadyJournal journal = new SteadyJournal(FileJournal.open(folder.resolve("missing/journal.jsonl")));

        journal.append(WEIGHT);
        journal.flush();

        assertThat(journal.entries()).containsExactly(WEIGHT);
    }

    @Test
    void whatTheDiskRefusedIsWrittenOnceItTakesItAgain() throws IOException {
        Path path = folder.resolve("missing/journal.jsonl");
        SteadyJournal journal = new SteadyJournal(FileJournal.open(path));
        journal.append(WEIGHT);
        journal.flush();

        Files.createDirectory(path.getParent());
        journal.flush();

        assertThat(FileJournal.read(path)).containsExactly(WEIGHT);
    }

    @Test
    void whatIsKnownIsStillNotNews() {
        SteadyJournal journal = new SteadyJournal(new MemoryJournal());

        assertThat(journal.append(WEIGHT)).isTrue();
        assertThat(journal.append(WEIGHT)).isFalse();
    }
}
