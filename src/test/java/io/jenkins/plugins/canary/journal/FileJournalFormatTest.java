package io.jenkins.plugins.canary.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The format of a journal's lines. The golden file is what the first version wrote: it must be readable for ever. A new format
 * gets a golden file of its own beside it.
 */
class FileJournalFormatTest {
    private static final String HEADER = "{\"format\":1}\n";

    @TempDir
    Path directory;

    @Test
    void readsFormat1() throws Exception {
        assertThat(FileJournal.read(golden())).isEqualTo(story());
    }

    @Test
    void writesFormat1() throws Exception {
        Path file = directory.resolve("journal.jsonl");
        Journal journal = FileJournal.open(file);
        story().forEach(journal::append);
        journal.flush();

        assertThat(file).hasSameTextualContentAs(golden());
    }

    @Test
    void ignoresFieldsItDoesNotKnow() throws IOException {
        Path file = file(HEADER + "{\"type\":\"weight\",\"at\":\"2026-03-01T10:00:00Z\",\"percent\":5,\"new\":[1]}\n");

        assertThat(FileJournal.read(file)).containsExactly(new Entry.WeightSet(Sample.START, 5));
    }

    @Test
    void refusesANewerFormat() throws IOException {
        Path file = file("{\"format\":2,\"type\":\"opened\"}\n");

        assertThatThrownBy(() -> FileJournal.open(file))
                .isInstanceOf(JournalException.class)
                .hasMessage("line 1 of " + file + ": the journal has format 2, and this version reads format 1 at most:"
                        + " read it with the version that wrote it, or a newer one");
    }

    @Test
    void refusesAFileThatIsNoJournal() throws IOException {
        Path file = file("{\"type\":\"weight\"}\n");

        assertThatThrownBy(() -> FileJournal.open(file))
                .isInstanceOf(JournalException.class)
                .hasMessage("line 1 of " + file + ": a journal begins with {\"format\":1, …}");
    }

    @Test
    void refusesACompressedFileThatBreaksOff() throws IOException {
        Path file = directory.resolve("journal.jsonl");
        FileJournal journal = FileJournal.open(file);
        journal.append(Sample.opened());
        journal.finish();
        Path compressed = directory.resolve("journal.jsonl.gz");
        byte[] bytes = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(bytes, bytes.length - 9));

        assertThatThrownBy(() -> FileJournal.read(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("journal.jsonl.gz cannot be read");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "nonsense | not JSON",
                "{} {} | not JSON",
                "7 | a line is a JSON array or object",
                "{\"type\":\"weight\",\"at\":\"noon\"} | at is not a time",
                "{\"type\":\"weight\",\"percent\":5} | at is missing",
                "{\"type\":\"weight\",\"at\":\"2026-03-01T10:00:00Z\",\"percent\":\"much\"} | \"much\" is not a whole number",
                "{\"type\":\"gossip\",\"at\":\"2026-03-01T10:00:00Z\"} | unknown type gossip",
                "{\"type\":\"ended\",\"at\":\"2026-03-01T10:00:00Z\",\"outcome\":\"HELD\"} | reason is missing",
                "[0,15,1,2,3,4,5] | as many counts for the canary",
                "[0,15,1,2,3,4] | there is no series 0 so far",
                "[1,15,1,2,3,4,{\"metric\":\"m\",\"from\":\"2026-03-01T10:00:00Z\",\"weight\":5}] | the next new series is 0, not 1",
                "[0,-15,1,2,3,4,{\"metric\":\"m\",\"from\":\"2026-03-01T10:00:00Z\",\"weight\":5}] | must end after it starts",
                "[0,15,1,2,3,\"x\",{\"metric\":\"m\",\"from\":\"2026-03-01T10:00:00Z\",\"weight\":5}] | \"x\" is not a number",
                "[0,15,1,2,3,4,{\"metric\":\"m\",\"from\":\"2026-03-01T10:00:00Z\",\"weight\":5,\"flags\":[\"ODD\"]}] | \"ODD\" is not known as IntervalFlag",
            })
    void namesTheLineThatItDoesNotUnderstand(String line, String message) throws IOException {
        Path file = file(HEADER + line + "\n");

        assertThatThrownBy(() -> FileJournal.open(file))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("line 2 of " + file + ": ")
                .hasMessageContaining(message);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("journal.jsonl"), content);
    }

    private static Path golden() throws URISyntaxException {
        return Path.of(FileJournalFormatTest.class.getResource("format-1.jsonl").toURI());
    }

    private static List<Entry> story() {
        ObjectNode spec = JsonNodeFactory.instance.objectNode().put("namespace", "shop");
        spec.putArray("weights").add(5).add(25);
        List<Entry> story = new ArrayList<>();
        story.add(new Entry.Opened(Sample.START, "r-1", "prod-eu/shop/checkout", "job/shop/12", spec));
        story.add(Sample.known("errors"));
        story.add(new Entry.Event(Sample.at(2), "ready", "ready", "1 pod is ready. \u00dcber \uD83D\uDC26 </script>"));
        story.add(new Entry.WeightSet(Sample.at(3), 5));
        story.add(Sample.counted("errors", 3, 15));
        story.add(Sample.counted("errors", 15, 30));
        story.add(latency(15, 30));
        story.add(Sample.sampled("cpu", 30, 0.25));
        story.add(new Entry.Sampled("cpu", new LimitSample(Sample.at(45), 5, OptionalDouble.empty())));
        story.add(Sample.counted(
                "errors",
                30,
                45,
                5,
                IntervalFlag.LATE,
                IntervalFlag.SERIES_VANISHED,
                IntervalFlag.BAD_SAMPLE,
                IntervalFlag.COUNTER_RESET));
        story.add(latency(30, 45));
        story.add(Sample.counted("errors", 60, 75, 25));
        story.add(Sample.counted("errors", 75, 90, 25, IntervalFlag.EDGE_MISSING));
        addOneVerdictOfEachKindAndReason(story);
        story.add(Sample.ended("PROMOTED"));
        return story;
    }

    private static Entry latency(long from, long to) {
        return new Entry.Counted(
                "latency",
                new Interval(
                        Sample.at(from),
                        Sample.at(to).plusMillis(500),
                        5,
                        new ArmCounts(120, List.of(40.0, 7.5)),
                        new ArmCounts(2280, List.of(800.0, 140.0)),
                        EnumSet.noneOf(IntervalFlag.class)));
    }

    private static void addOneVerdictOfEachKindAndReason(List<Entry> story) {
        int at = 80;
        for (String reason : List.of(
                "ALL_PASSED",
                "WORSE",
                "LIMIT_BROKEN",
                "GUARD_TRIPPED",
                "SUSPECT",
                "TOO_FEW",
                "NO_DATA",
                "SOURCE_DOWN",
                "SKEWED_SPLIT",
                "BASELINE_UNHEALTHY",
                "STABLE_CHANGED")) {
            Verdict.Kind kind = Verdict.Kind.values()[at % Verdict.Kind.values().length];
            story.add(Sample.judged(at++, 25, kind, Reason.valueOf(reason)));
        }
    }
}
