package io.jenkins.plugins.canary.journal;

import static io.jenkins.plugins.canary.journal.Sample.counted;
import static io.jenkins.plugins.canary.journal.Sample.ended;
import static io.jenkins.plugins.canary.journal.Sample.event;
import static io.jenkins.plugins.canary.journal.Sample.opened;
import static io.jenkins.plugins.canary.journal.Sample.sampled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Stratum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest extends JournalContract {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("journal.jsonl");
    }

    @Override
    Journal journal() {
        return FileJournal.open(file);
    }

    @Override
    Journal restarted(Journal journal) {
        return FileJournal.open(file);
    }

    @Test
    void whatAnEventGivesAndByWhoseOrderComesBack() {
        Entry.Event extended = new Entry.Event(Sample.at(1), "order-1", "extended", "Extended by 30m")
                .giving(Duration.ofMinutes(30))
                .by("anne", "the cache is cold");
        Journal journal = journal();
        journal.append(extended);
        journal.flush();
        assertThat(journal().entries()).containsExactly(extended);
    }

    @Test
    void losesWhatWasNotFlushed() {
        Journal dead = journal();
        dead.append(opened());
        dead.flush();
        dead.append(event("ready"));

        assertThat(FileJournal.open(file).entries()).containsExactly(opened());
    }

    @Test
    void goesOnWithNumbersAfterARestartAsIfNothingHadHappened() throws IOException {
        List<Entry> story = new ArrayList<>();
        story.add(opened());
        for (int i = 0; i < 6; i++) {
            story.add(counted("errors", i * 15, i * 15 + 15));
            story.add(counted("latency", i * 15, i * 15 + 15));
            story.add(sampled("cpu", i * 15 + 15, i / 10.0));
        }
        Path inOneGo = directory.resolve("one-go.jsonl");
        Journal one = FileJournal.open(inOneGo);
        story.forEach(one::append);
        one.flush();

        for (Entry entry : story) {
            Journal shortLived = FileJournal.open(file);
            shortLived.append(entry);
            shortLived.flush();
        }

        assertThat(file).hasSameTextualContentAs(inOneGo);
        assertThat(FileJournal.read(file)).isEqualTo(story);
    }

    @Test
    void survivesACrashAtEveryByteOfAWrite() throws IOException {
        List<Entry> story = List.of(opened(), event("ready"), counted("errors", 0, 15), counted("errors", 15, 30));
        Journal whole = FileJournal.open(file);
        story.forEach(whole::append);
        whole.flush();
        byte[] bytes = Files.readAllBytes(file);

        for (int length = 0; length <= bytes.length; length++) {
            Path torn = directory.resolve("torn-" + length);
            Files.write(torn, Arrays.copyOf(bytes, length));
            Journal resumed = FileJournal.open(torn);
            story.forEach(resumed::append);
            resumed.flush();

            assertThat(torn).as("torn after %d bytes", length).hasBinaryContent(bytes);
        }
    }

    @Test
    void leavesATornLineAloneUntilItWrites() throws IOException {
        Journal journal = journal();
        journal.append(opened());
        journal.flush();
        Files.writeString(file, "[0,15,12", StandardOpenOption.APPEND);

        assertThat(FileJournal.read(file)).containsExactly(opened());
        assertThat(Files.readString(file)).endsWith("[0,15,12");
    }

    @Test
    void writesAgainWhatTheDiskRefused() throws IOException {
        Path missing = directory.resolve("not-yet/journal.jsonl");
        FileJournal journal = FileJournal.open(missing);
        journal.append(opened());
        assertThatThrownBy(journal::flush)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(missing.toString());
        Files.createDirectory(missing.getParent());

        journal.flush();

        assertThat(FileJournal.read(missing)).containsExactly(opened());
    }

    @Test
    void noticesASecondWriter() {
        Journal one = journal();
        one.append(opened());
        one.flush();
        Journal two = FileJournal.open(file);
        two.append(event("two"));
        two.flush();
        one.append(event("one"));

        assertThatThrownBy(one::flush).isInstanceOf(JournalException.class).hasMessageContaining("one writer");
    }

    @Test
    void compressesWhenFinishedAndIsReadByBothNames() {
        FileJournal journal = FileJournal.open(file);
        journal.append(opened());
        journal.append(ended("PROMOTED"));

        journal.finish();

        Path compressed = directory.resolve("journal.jsonl.gz");
        assertThat(directory.toFile().list()).containsExactly("journal.jsonl.gz");
        assertThat(FileJournal.read(file)).containsExactly(opened(), ended("PROMOTED"));
        assertThat(FileJournal.read(compressed)).containsExactly(opened(), ended("PROMOTED"));
    }

    @Test
    void refusesNewsWhenFinishedButNotWhatIsKnown() {
        FileJournal journal = FileJournal.open(file);
        journal.append(opened());
        journal.finish();
        FileJournal again = FileJournal.open(file);

        assertThat(again.append(opened())).isFalse();
        assertThatThrownBy(() -> again.append(event("late")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is finished");
    }

    @Test
    void finishesAgainAfterACrashBetweenCompressingAndDeleting() throws IOException {
        FileJournal journal = FileJournal.open(file);
        journal.append(opened());
        journal.flush();
        byte[] plain = Files.readAllBytes(file);
        journal.finish();
        Files.write(file, plain);

        FileJournal.open(file).finish();

        assertThat(directory.toFile().list()).containsExactly("journal.jsonl.gz");
        assertThat(FileJournal.read(file)).containsExactly(opened());
    }

    @Test
    void keepsHostileTextAsItIs() {
        String hostile =
                "\"\\\n\r\u2028\u0000</script> \uD83D half, \uD83D\uDC26 whole, \u202Eright to left ".repeat(200);
        Entry.Event event = new Entry.Event(Sample.at(1), hostile, hostile, hostile);
        Entry.Counted counted = counted(hostile, 0, 15);
        Journal journal = journal();
        journal.append(opened());
        journal.append(event);
        journal.append(counted);
        journal.flush();

        assertThat(FileJournal.read(file)).containsExactly(opened(), event, counted);
    }

    @Test
    void keepsNumbersExactly() {
        Interval odd = new Interval(
                Sample.START.plusNanos(1),
                Sample.START.plusNanos(15_000_000_123L),
                5,
                new ArmCounts(0.1 + 0.2, List.of(1e15, Math.PI, Double.NaN)),
                new ArmCounts(Double.MAX_VALUE, List.of(Double.MIN_VALUE, 1e22, Double.POSITIVE_INFINITY)),
                Set.of(IntervalFlag.LATE, IntervalFlag.COUNTER_RESET));
        List<Entry> story = List.of(
                opened(),
                new Entry.Counted("odd", odd),
                new Entry.Sampled("none", new LimitSample(Sample.at(1), 5, OptionalDouble.empty())),
                new Entry.Sampled("none", new LimitSample(Sample.at(2), 50, OptionalDouble.of(-1e-300))),
                new Entry.Compared("gauge", gauge(1, 5, OptionalDouble.of(0.5))),
                new Entry.Compared("gauge", gauge(3, 25, OptionalDouble.empty())),
                new Entry.Known(
                        Sample.START,
                        "odd",
                        Duration.ofMillis(1500),
                        List.of(0.005),
                        ArmCounts.of(0, 0),
                        List.of(1.0, 2.5)),
                new Entry.Known(
                        Sample.START,
                        "routes",
                        Duration.ofSeconds(15),
                        List.of(),
                        ArmCounts.of(0, 0),
                        List.of(),
                        List.of("/pay", ""),
                        List.of()),
                new Entry.Counted("routes", stratified(0, 15, IntervalFlag.LATE)),
                new Entry.Counted("routes", stratified(15, 30)),
                new Entry.Versions(Sample.at(30), Map.of(), Map.of("shop", "shop:2", "proxy", "proxy:1")),
                new Entry.Asked(
                        Sample.at(31),
                        "odd",
                        5,
                        List.of(
                                new Entry.Query(
                                        "total", "canary", "up{a=\"\ud83d\"}", "https://prom.example.org/graph"),
                                new Entry.Query("query", "", "max(up)", ""))));
        Journal journal = journal();
        story.forEach(journal::append);
        journal.flush();

        assertThat(FileJournal.read(file)).isEqualTo(story);
    }

    private static Interval stratified(long from, long to, IntervalFlag... flags) {
        return new Interval(
                Sample.at(from),
                Sample.at(to),
                5,
                ArmCounts.of(12, 1),
                ArmCounts.of(200, 3),
                Set.of(flags),
                List.of(
                        new Stratum(ArmCounts.of(10, 0), ArmCounts.of(120, 3)),
                        new Stratum(ArmCounts.of(2, 1), ArmCounts.of(80, 0))));
    }

    @Test
    void keepsGapsWeightsAndFlagsOfIntervals() {
        List<Entry> story = List.of(
                counted("errors", 0, 15, 5),
                counted("errors", 15, 30, 5, IntervalFlag.LATE),
                counted("errors", 30, 45, 5),
                counted("errors", 60, 75, 5),
                counted("errors", 75, 90, 25),
                counted("errors", 80, 100, 25));
        Journal journal = journal();
        story.forEach(journal::append);
        journal.flush();

        assertThat(FileJournal.read(file)).isEqualTo(story);
    }

    @Test
    void takesAStoryThatWasOpenedElsewhere() {
        Journal journal = journal();
        journal.append(event("rollback"));
        journal.append(opened());
        journal.flush();

        assertThat(FileJournal.read(file)).containsExactly(event("rollback"), opened());
    }

    @Test
    void refusesArmsWithDifferentChannelsAndStaysUsable() {
        Journal journal = journal();
        Interval crooked = new Interval(
                Sample.at(0), Sample.at(15), 5, ArmCounts.of(1, 0), new ArmCounts(1, List.of(0.0, 0.0)), Set.of());

        assertThatThrownBy(() -> journal.append(new Entry.Counted("errors", crooked)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("errors: canary and baseline must have as many channels, but have 1 and 2");
        journal.append(counted("errors", 0, 15));
        journal.flush();
        assertThat(FileJournal.read(file)).containsExactly(counted("errors", 0, 15));
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThatThrownBy(() -> FileJournal.read(file))
                .isInstanceOf(JournalException.class)
                .hasMessage("there is no journal " + file + ", nor " + file + ".gz");
    }

    private static GaugeSample gauge(long at, int weight, OptionalDouble worst) {
        return new GaugeSample(Sample.at(at), weight, OptionalDouble.of(0.25), OptionalDouble.of(Math.E), worst);
    }
}
