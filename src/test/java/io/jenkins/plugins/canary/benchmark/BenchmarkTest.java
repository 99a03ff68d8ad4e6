package io.jenkins.plugins.canary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarkTest {
    @Test
    void resultsDoNotDependOnTheNumberOfThreads() throws InterruptedException {
        Benchmark benchmark = of(Policies.FLAGGER, Scenarios.A1);

        assertThat(timeless(benchmark.run(40, 5, 1))).isEqualTo(timeless(benchmark.run(40, 5, 4)));
    }

    @Test
    void everySeedGivesOtherReleases() throws InterruptedException {
        Benchmark benchmark = of(Policies.FLAGGER, Scenarios.A1);

        assertThat(benchmark.run(10, 5).runs())
                .extracting(Run::harm)
                .isNotEqualTo(
                        benchmark.run(10, 6).runs().stream().map(Run::harm).toList());
    }

    @Test
    void oursFindsABadCanaryFromWhatPrometheusAnswers() throws InterruptedException {
        ObjectNode json = shortPast(Policies.OURS, Scenarios.F4).run(10, 1).json();

        assertThat(json.path("detectedRate").path("value").asDouble()).isEqualTo(1);
        assertThat(json.path("badRequests").path("median").asDouble()).isLessThan(30);
        assertThat(json.path("parameters").path("errors").asText()).isEqualTo("0.05");
    }

    @Test
    void blameBeforeTheFaultIsFalse() throws InterruptedException {
        Workload unlucky = Scenarios.F13.workload().with(Map.of(Parameter.FLAGGER_SUCCESS, "0.9999"));

        ObjectNode json = Benchmark.of(Policies.FLAGGER, Scenarios.F13, unlucky)
                .run(20, 1)
                .json();

        assertThat(json.path("falseRollbackRate").path("value").asDouble()).isEqualTo(1);
        assertThat(json.path("detectedRate").path("value").asDouble()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Scenarios.class,
            names = {"A6", "A8", "F4", "F15"})
    void aRecordingIsJudgedAsTheReleaseWas(Scenarios scenario, @TempDir Path directory) throws IOException {
        Workload workload = scenario.workload().with(Parameter.HISTORY, "1h");
        Recording.write(directory, workload, 1, 2);

        assertThat(Seen.of(Recording.read(directory))).isEqualTo(Seen.ours(new World(workload, 1, 2, true)));
    }

    @Test
    void aMistakeInAParameterIsExplained() {
        assertThatThrownBy(() -> Workload.healthy().with(Parameter.RPS, "many"))
                .hasMessage("--rps: 'many' is not a number that is not negative");
        assertThatThrownBy(() -> Workload.healthy().with(Parameter.FROM, "soon"))
                .hasMessageContaining("--from: 'soon' is not a time");
        assertThatThrownBy(() -> Workload.healthy().with(Parameter.METRIC, "luck"))
                .hasMessageContaining("one of errors, latency");
        assertThatThrownBy(() -> Scenarios.named("Z1")).hasMessageContaining("there are A1, A2");
    }

    @ParameterizedTest
    @CsvSource({
        "rps, 0, a number over 0",
        "base-errors, 1.2, a share within 0 and 1",
        "missing, 5, a share within 0 and 1",
        "pods, 0, a whole number of at least 1",
        "canary-pods, 1.5, a whole number of at least 1",
        "weights, 100, percentages within 1 and 99",
        "scrape, 0s, a time longer than nothing",
        "burst, 0, a mean size of at least 1",
        "late-series, 2, 0 or 1",
        "above-weight, 101, percent within 0 and 100",
        "tolerate, 0.9, a ratio of at least 1",
        "harmful, 1, a ratio over 1",
        "alpha, 0.6, a share over 0 and at most 0.5"
    })
    void aValueThatMakesNoSenseIsRefused(String word, String value, String right) {
        Parameter parameter = Parameter.of(word).orElseThrow();
        assertThatThrownBy(() -> Workload.healthy().with(parameter, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--" + word + ": '" + value + "' is not " + right);
    }

    /** What is asked for is then later than all that can be seen. */
    @Test
    void samplesThatCanBeQueriedMinutesLaterOnlyDelayTheDecision() throws InterruptedException {
        Workload late = Scenarios.F4.workload().with(Parameter.HISTORY, "1h").with(Parameter.LAG, "3m");
        List<Run> runs =
                Benchmark.of(Policies.OURS, Scenarios.F4, late).run(2, 1).runs();
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.decided()).isEqualTo(Policy.Decided.ROLLED_BACK);
            assertThat(run.after()).isGreaterThan(Duration.ofMinutes(3));
        });
    }

    @Test
    void settingsThatDoNotFitEachOtherAreRefusedBeforeTheFirstRun() {
        Workload turned = Workload.healthy().with(Parameter.TOLERATE, "2").with(Parameter.HARMFUL, "1.5");
        assertThatThrownBy(() -> Benchmark.of(Policies.OURS, Scenarios.A1, turned))
                .hasMessageContaining("harmful");
        assertThat(Benchmark.of(Policies.FLAGGER, Scenarios.A1, turned)).isNotNull();
    }

    private static Benchmark of(Policies policy, Scenarios scenario) {
        return Benchmark.of(policy, scenario, scenario.workload());
    }

    private static Benchmark shortPast(Policies policy, Scenarios scenario) {
        return Benchmark.of(policy, scenario, scenario.workload().with(Parameter.HISTORY, "1h"));
    }

    private static ObjectNode timeless(Benchmark.Result result) {
        return result.json().without("cpuMillisPerEvaluation");
    }
}
