package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"healthy", "small-errors", "slow-tail", "outage"})
    void aJournalIsJudgedAsTheRunWasToTheLastBit(String scenario) throws IOException {
        Path journal = rehearsed(scenario);

        Said said = canary("judge", journal.toString(), "--json");

        assertThat(JSON.readTree(said.out)).isEqualTo(lastVerdict(journal));
    }

    @Test
    void theVerdictIsTheExitCode() {
        assertThat(canary("judge", rehearsed("errors").toString()).code).isEqualTo(1);
        assertThat(canary("judge", rehearsed("healthy").toString()).code).isZero();
    }

    @Test
    void otherSettingsGiveAnotherVerdict() {
        Path journal = rehearsed("small-errors");

        Said said = canary("judge", journal.toString(), "--set", "tolerate=3", "--set", "harmful=4");

        assertThat(said.out).startsWith("PASS").contains("harmful 4");
    }

    @Test
    void aFieldThatDoesNotExistIsRefused() {
        Said said = canary("judge", rehearsed("errors").toString(), "--set", "tolerance=3");

        assertThat(said.code).isEqualTo(64);
        assertThat(said.err).contains("tolerance", "tolerate");
    }

    @Test
    void aRecordedReleaseIsDecidedAsItWas() {
        Said simulated = canary(
                "simulate",
                "--policy",
                "ours",
                "--scenario",
                "F4",
                "--runs",
                "2",
                "--history",
                "1h",
                "--json",
                "--dump",
                folder.resolve("dump").toString());

        Said said = canary("judge", "--from", folder.resolve("dump").toString());

        assertThat(simulated.out).contains("\"detectedRate\":{\"value\":1.0");
        assertThat(said.out.lines()).hasSize(2).allMatch(line -> line.contains("rolled-back"));
        assertThat(said.code).isEqualTo(1);
    }

    @Test
    void nothingToJudgeIsExplained() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(canary("judge", "--from", empty.toString()).err)
                .contains("there is no release in", "simulate --dump");
        assertThat(canary("judge", folder.resolve("none").toString()).code).isEqualTo(64);
    }

    @Test
    void runsAndScenariosThatCannotBeAreRefused() {
        assertThat(canary("simulate", "--policy", "flagger", "--scenario", "A1", "--runs", "0").err)
                .contains("--runs: 0 is not a number of at least 1");
        assertThat(canary("simulate", "--policy", "flagger", "--scenario", "A99").err)
                .contains("--scenario: no scenario is called A99");
    }

    @Test
    void everyParameterOfAWorkloadIsAnOption() {
        Said said = canary("simulate", "--policy", "flagger", "--scenario", "A1", "--rps", "lots");

        assertThat(said.code).isEqualTo(64);
        assertThat(said.err).contains("--rps: 'lots' is not a number");
        assertThat(canary("simulate", "--help").out).contains("--base-errors", "--kayenta-every");
    }

    private static JsonNode lastVerdict(Path journal) throws IOException {
        List<String> verdicts = Files.readAllLines(journal).stream()
                .filter(line -> line.contains("\"type\":\"verdict\""))
                .toList();
        ObjectNode last = (ObjectNode) JSON.readTree(verdicts.get(verdicts.size() - 1));
        return last.remove(List.of("type", "at", "weight", "answered"));
    }

    private Path rehearsed(String scenario) {
        Path journal = folder.resolve(scenario + ".jsonl");
        canary(
                "rehearse",
                "--scenario",
                scenario,
                "--json",
                journal.toString(),
                "--report",
                folder.resolve("report.html").toString());
        return journal;
    }

    private static Said canary(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Canary.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Said(code, out.toString(), err.toString());
    }

    private record Said(int code, String out, String err) {}
}
