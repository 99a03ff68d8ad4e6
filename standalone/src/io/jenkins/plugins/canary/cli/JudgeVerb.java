package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.benchmark.Recording;
import io.jenkins.plugins.canary.benchmark.Seen;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.JournalException;
import io.jenkins.plugins.canary.journal.VerdictJson;
import io.jenkins.plugins.canary.release.Rejudged;
import io.jenkins.plugins.canary.release.SpecReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges again what is on file. */
@Command(
        name = "judge",
        description = {
            "Judges a journal again: with the settings of the run, which gives the same verdict, or with others.",
            "Exit codes here: 0 PASS, 1 FAIL, 2 anything else."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class JudgeVerb implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec command;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "another value for a field of the run's specification, such as tolerate=1.25 or harmful=2;"
                    + " the verdict is then about all numbers of the journal")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--json", description = "as JSON, with all the evidence")
    private boolean json;

    /** What is on file. */
    private static final class What {
        @Parameters(paramLabel = "JOURNAL", description = "the journal of a release, as a run or a build wrote it")
        private Path journal;

        @Option(
                names = "--from",
                paramLabel = "DIR",
                description = "releases that 'simulate --dump' wrote: decides about each as it would in life")
        private Path recordings;
    }

    @Override
    public Integer call() throws IOException {
        return what.journal == null ? recordings() : journal();
    }

    private int journal() {
        List<Entry> entries = entries();
        JsonNode spec = entries.stream()
                .filter(Entry.Opened.class::isInstance)
                .map(entry -> ((Entry.Opened) entry).spec())
                .findFirst()
                .orElseThrow(() -> wrong(what.journal + " does not say what was released: it has no line 'opened'"));
        Optional<Rejudged> judged = settings.isEmpty()
                ? Rejudged.asItWas(SpecReader.read(spec.toString()), entries)
                : Rejudged.atTheEnd(SpecReader.read(changed(spec).toString()), entries);
        Rejudged found = judged.orElseThrow(() -> wrong(what.journal + " has no numbers to judge"));
        PrintWriter out = command.commandLine().getOut();
        out.println(text(found.verdict()));
        if (!json
                && found.recorded()
                        .filter(then -> !then.equals(found.verdict()))
                        .isPresent()) {
            out.println("The run said: " + text(found.recorded().get()));
        }
        if (!json && !found.fromNumbers()) {
            out.println("This was not in the numbers; it is repeated as it was recorded.");
        }
        return code(found.verdict());
    }

    private List<Entry> entries() {
        try {
            return FileJournal.read(what.journal);
        } catch (JournalException e) {
            throw wrong(e.getMessage());
        }
    }

    private JsonNode changed(JsonNode spec) {
        ObjectNode changed = spec.deepCopy();
        settings.forEach((field, value) -> changed.set(field, value(value)));
        return changed;
    }

    /** A number where it is one, text otherwise. */
    private static JsonNode value(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private int recordings() throws IOException {
        PrintWriter out = command.commandLine().getOut();
        int worst = ExitCode.OK.code();
        for (Path directory : directories(what.recordings)) {
            Seen seen = Seen.of(Recording.read(directory));
            ObjectNode line = VerdictJson.of(seen.verdict());
            line.put("recording", directory.getFileName().toString());
            line.put("decided", seen.decided());
            line.put("at", seen.at().toString());
            out.println(
                    json
                            ? line.toString()
                            : directory.getFileName() + ": " + seen.decided() + " at " + seen.at() + ", "
                                    + text(seen.verdict()));
            out.flush();
            worst = Math.max(worst, code(seen.verdict()));
        }
        return worst;
    }

    private List<Path> directories(Path directory) throws IOException {
        if (Recording.isIn(directory)) {
            return List.of(directory);
        }
        try (Stream<Path> inside = Files.list(directory)) {
            List<Path> found = inside.filter(Recording::isIn).sorted().toList();
            if (found.isEmpty()) {
                throw wrong("there is no release in " + directory + "; 'canary simulate --dump' writes some");
            }
            return found;
        }
    }

    private String text(Verdict verdict) {
        return json
                ? VerdictJson.of(verdict).toString()
                : verdict.kind() + " (" + verdict.reason() + "): " + verdict.sentence();
    }

    private static int code(Verdict verdict) {
        return switch (verdict.kind()) {
            case PASS -> ExitCode.OK.code();
            case FAIL -> ExitCode.ROLLED_BACK.code();
            default -> ExitCode.UNDECIDED.code();
        };
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
