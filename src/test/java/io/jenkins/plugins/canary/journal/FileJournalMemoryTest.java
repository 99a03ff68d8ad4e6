package io.jenkins.plugins.canary.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old numbers are not kept in memory: they are read again from the file where somebody wants them. */
class FileJournalMemoryTest {
    private static final int ROUNDS = 5000;
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    private Path directory;

    private Path file;
    private FileJournal journal;

    @BeforeEach
    void aLongRelease() {
        file = directory.resolve("canary.jsonl");
        journal = FileJournal.open(file);
        for (int i = 0; i < ROUNDS; i++) {
            journal.append(counted(i));
            if (i % 1000 == 0) {
                journal.append(event(i));
            }
            if (i % 200 == 0) {
                journal.flush();
            }
        }
    }

    @Test
    void allOfItIsToldFromTheFile() {
        assertThat(journal.entries()).isEqualTo(whole());
    }

    @Test
    void whatIsNotInTheFileYetIsToldToo() {
        journal.append(counted(ROUNDS));

        assertThat(journal.entries()).hasSize(ROUNDS + 6).endsWith(counted(ROUNDS));
    }

    @Test
    void aFollowerIsToldWhatIsNewWithoutTheFile() throws IOException {
        Files.delete(file);

        assertThat(told(ROUNDS - 100 + 5)).isEqualTo(whole().subList(ROUNDS - 100 + 5, ROUNDS + 5));
        assertThat(told(ROUNDS + 5)).isEmpty();
    }

    @Test
    void theStoryIsToldWithoutTheFile() throws IOException {
        Files.delete(file);

        assertThat(journal.story()).containsExactly(event(0), event(1000), event(2000), event(3000), event(4000));
    }

    @Test
    void whatTheDiskHasNotTakenYetIsNeverForgotten() {
        int known = journal.entries().size();
        for (int i = ROUNDS; i < 3 * ROUNDS; i++) {
            journal.append(counted(i));
        }

        assertThat(told(known)).hasSize(2 * ROUNDS).startsWith(counted(ROUNDS));
    }

    @Test
    void aFollowerWhoComesLateIsToldTheRestFromTheFile() {
        assertThat(told(7)).isEqualTo(whole().subList(7, ROUNDS + 5));
    }

    @Test
    void openedAnewItIsTheSame() {
        journal.flush();
        FileJournal again = FileJournal.open(file);

        assertThat(again.entries()).isEqualTo(whole());
        assertThat(again.story()).isEqualTo(journal.story());
        assertThat(again.append(counted(ROUNDS - 1))).isFalse();
        assertThat(again.append(counted(ROUNDS))).isTrue();
        again.flush();
        assertThat(FileJournal.read(file)).hasSize(ROUNDS + 6).endsWith(counted(ROUNDS));
    }

    @Test
    void finishedItIsReadFromTheCompressedFile() {
        journal.finish();

        assertThat(journal.entries()).isEqualTo(whole());
    }

    @Test
    void aFileThatIsGoneIsSaidToBe() throws IOException {
        Files.delete(file);

        assertThatThrownBy(() -> journal.entries())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(file.toString());
    }

    private List<Entry> told(int known) {
        List<Entry> told = new ArrayList<>();
        journal.tell(known, told::add);
        return told;
    }

    private static List<Entry> whole() {
        List<Entry> whole = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            whole.add(counted(i));
            if (i % 1000 == 0) {
                whole.add(event(i));
            }
        }
        return whole;
    }

    private static Entry.Counted counted(int number) {
        Instant start = BEGIN.plusSeconds(15L * number);
        return new Entry.Counted(
                "errors",
                new Interval(
                        start,
                        start.plusSeconds(15),
                        5,
                        ArmCounts.of(150, number % 3),
                        ArmCounts.of(2850, number % 30),
                        Set.of()));
    }

    private static Entry.Event event(int number) {
        return new Entry.Event(BEGIN.plusSeconds(15L * number), "event-" + number, "preflight", "Number " + number);
    }
}
