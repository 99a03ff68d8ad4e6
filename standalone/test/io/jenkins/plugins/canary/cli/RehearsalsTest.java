package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole releases, as a person rehearses them: what comes out, and what is said about bad input. */
@Execution(ExecutionMode.CONCURRENT)
class RehearsalsTest {
    private static final int SEEDS = 10;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} with seed {1}")
    @MethodSource("healthy")
    void aHealthyVersionIsPromoted(String how, int seed) {
        Said said = rehearse(seed, how);
        assertThat(said.code()).as(said.out()).isZero();
        assertThat(said.out()).contains("PROMOTED: ", " 0 requests found no server.");
    }

    @ParameterizedTest(name = "{0} with seed {1}")
    @MethodSource("faulty")
    void aFaultyVersionIsRolledBack(String how, int seed) {
        Said said = rehearse(seed, how);
        assertThat(said.code()).as(said.out()).isEqualTo(1);
        assertThat(said.out()).contains("ROLLED_BACK: ", " 0 requests found no server.");
    }

    @ParameterizedTest(name = "{0} with seed {1}")
    @MethodSource("outages")
    void anOutageOfBothVersionsIsNeitherPromotedNorBlamedOnTheNewOne(String how, int seed) {
        Said said = rehearse(seed, how);
        assertThat(said.code()).as(said.out()).isIn(1, 2);
        assertThat(said.out()).containsPattern("(COMMON_TROUBLE_SINCE_SHIFT|BASELINE_UNHEALTHY|SOURCE_DOWN|NO_DATA): ");
        assertThat(said.out()).doesNotContain("FAIL (", "PROMOTED");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--weights 120 | steps[0].weight: 120 | weights[0]: 120",
                "--scenario sunny | healthy, errors | scenario",
                "--errors 3 | errors: 3.0 is not a share | errors",
                "--hold soon | hold | hold",
                "--trouble no-route | kind: VirtualService | VirtualService",
                "--trouble no-rights | create | leases",
                "--trouble html | HTML | prometheus",
                "--routing replicas --replicas 2 --weights 5 | 33 % or 50 % | 5 %",
            })
    void badInputGetsAClearSentenceAndChangesNothing(String how, String oneWord, String orAnother) {
        Said said = rehearse(1, how);
        assertThat(said.code()).as(said.err()).isEqualTo(64);
        assertThat(said.err()).containsAnyOf(oneWord.strip(), orAnother.strip()).doesNotContain("\tat ");
    }

    @Test
    void aQueryThatReturnsNothingIsRefused() throws IOException {
        Path spec = folder.resolve("canary.yaml");
        Files.writeString(spec, """
                namespace: shop
                workload: checkout
                image: registry.example/shop/checkout:2
                traffic: {istio: {virtualService: checkout}}
                weights: [5, 50]
                source: prometheus
                metrics:
                  - errorRatio: {total: 'no_such_metric{pod=~"{{pods}}"}', bad: 'no_such_metric{pod=~"{{pods}}",code="500"}'}
                """);
        Said said = rehearse(1, "--spec " + spec);
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("metrics.errorRatio", "no_such_metric");
    }

    @Test
    void anUnknownRouterIsRefusedWithTheNamesOfTheKnownOnes() throws IOException {
        Path spec = folder.resolve("canary.yaml");
        Files.writeString(spec, "namespace: shop\nworkload: checkout\nimage: a:2\ntraffic: {isto: {}}\nweights: [5]\n");
        Said said = rehearse(1, "--spec " + spec);
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("traffic", "istio");
    }

    @Test
    void aWorkloadThatNeverBecomesReadyIsTakenBackAfterItsDeadline() {
        Said said = rehearse(1, "--trouble never-ready");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("0 of 1 canary pods are ready", "after 10m", "ImagePullBackOff");
    }

    @Test
    void theJournalAndTheReportAreWritten() throws IOException {
        Path journal = folder.resolve("journal.jsonl");
        rehearse(1, "--weights 50 --json " + journal);
        assertThat(Files.readAllLines(journal)).first().asString().contains("\"format\":1");
        assertThat(folder.resolve("report.html")).content().contains("<html", "checkout");
    }

    static Stream<Arguments> healthy() {
        return seeded(
                "--scenario healthy",
                "--routing httproute",
                "--routing subset --rps 150",
                "--routing replicas",
                "--weights 10,50 --hold 3m");
    }

    static Stream<Arguments> faulty() {
        return seeded(
                "--scenario errors",
                "--scenario slow-tail",
                "--scenario late",
                "--errors 0.031 --from 6m",
                "--latency-factor 1.6",
                "--errors 0.04 --weight-from 25 --routing subset",
                "--errors 0.05 --routing httproute");
    }

    static Stream<Arguments> outages() {
        return seeded("--scenario outage", "--outage 13m");
    }

    private static Stream<Arguments> seeded(String... ways) {
        return Stream.of(ways)
                .flatMap(how -> IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> Arguments.of(how, seed)));
    }

    private Said rehearse(int seed, String how) {
        List<String> arguments = new ArrayList<>(List.of("rehearse", "--seed", String.valueOf(seed)));
        arguments.addAll(List.of("--report", folder.resolve("report.html").toString()));
        arguments.addAll(List.of(how.strip().split(" ")));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Canary.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    private record Said(int code, String out, String err) {}
}
