package io.jenkins.plugins.canary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.simulation.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorldTest {
    private static final long HOUR_REQUESTS = 200 * 3600;

    @ParameterizedTest
    @EnumSource(Scenarios.class)
    void theSameRunIsTheSameWorld(Scenarios scenario) {
        Workload workload = scenario.workload().with(Parameter.LENGTH, "2m").with(Parameter.HISTORY, "10m");

        assertThat(watched(workload, 3).prometheus().everything(World.START.plusSeconds(120)))
                .isEqualTo(watched(workload, 3).prometheus().everything(World.START.plusSeconds(120)))
                .isNotEqualTo(watched(workload, 4).prometheus().everything(World.START.plusSeconds(120)));
    }

    @Test
    void aFaultOfTheCanaryLeavesStableAsItIs() {
        World healthy = watched(Scenarios.A1.workload(), 1);
        World faulty = watched(Scenarios.F4.workload(), 1);

        assertThat(values(faulty, false)).isEqualTo(values(healthy, false));
        assertThat(values(faulty, true)).isNotEqualTo(values(healthy, true));
    }

    @Test
    void faultsOfTheDataLeaveTheTruthAsItIs() {
        Workload workload = Scenarios.A8.workload();
        World faulty = watched(workload, 1);
        World clean = watched(Scenarios.A8.clean(workload).orElseThrow(), 1);

        assertThat(faulty.harm()).isEqualTo(clean.harm());
        assertThat(values(faulty, false)).isNotEqualTo(values(clean, false));
    }

    @Test
    void theCanaryGetsItsShareOfTheTraffic() {
        World world = watched(Workload.healthy(), 1);

        assertThat(gained(world, "http_requests_total", true)).isCloseTo(0.05 * HOUR_REQUESTS, within(1000.0));
        assertThat(gained(world, "http_requests_total", false)).isCloseTo(0.95 * HOUR_REQUESTS, within(4500.0));
    }

    @Test
    void harmCountsFromTheBeginningOfTheFault() {
        World world = watched(Scenarios.F13.workload(), 1);

        assertThat(world.harm()).isCloseTo(40 * 60 * 10 * 0.01, within(80.0));
    }

    @Test
    void burstsMakeErrorsThreeTimesAsScattered() {
        Workload workload = Workload.healthy().with(Parameter.BURST, "2").with(Parameter.LENGTH, "20h");
        World world = new World(workload, 1, 1, false);
        List<Double> errors = new ArrayList<>();
        double before = 0;
        while (!world.over()) {
            world.advance();
            errors.add(world.harm() - before);
            before = world.harm();
        }
        double mean = errors.stream().mapToDouble(x -> x).average().orElseThrow();
        double variance = errors.stream()
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.75, within(0.06));
        assertThat(variance / mean).isCloseTo(3, within(0.4));
    }

    @ParameterizedTest
    @CsvSource({"A6, 0, 5", "A6, 10, 10", "A6, 55, 50", "F2, 30, 5"})
    void weightsRiseWithTheWorkload(Scenarios scenario, int minute, int weight) {
        World world = new World(scenario.workload(), 1, 1, false);
        while (world.age().toMinutes() < minute) {
            world.advance();
        }
        assertThat(world.weight()).isEqualTo(weight);
    }

    @Test
    void aFaultThatShowsAboveAWeightDoesNotShowBelow() {
        World world = new World(Scenarios.F16.workload(), 1, 1, false);
        while (world.weight() <= 20) {
            world.advance();
        }
        double before = world.harm();
        double requestsBefore = 200 * 60 * 10 * (0.05 + 0.10 + 0.20);
        assertThat(before).isCloseTo(0.005 * requestsBefore, within(90.0));
    }

    @Test
    void latenciesAreThoseThatWereAskedFor() {
        double[] shares = Latencies.sound(Workload.healthy()).shares(1);
        double slow = 0;
        for (int i = Latencies.SLOW + 1; i < shares.length; i++) {
            slow += shares[i];
        }
        assertThat(slow).isCloseTo(0.00396, within(0.0001));
        assertThat(Latencies.faulty(Scenarios.F6.workload()).shares(1))
                .satisfies(tail -> assertThat(tail[Latencies.SLOW + 1] + tail[Latencies.SLOW + 2])
                        .isCloseTo(0.0239, within(0.0005)));
    }

    private static World watched(Workload workload, long run) {
        World world = new World(workload, 7, run, false);
        while (!world.over()) {
            world.advance();
        }
        return world;
    }

    private static List<String> values(World world, boolean canary) {
        List<String> values = new ArrayList<>();
        for (Series series : world.prometheus().series()) {
            if (series.labels().get("pod").startsWith("checkout-canary-") == canary) {
                values.add(Arrays.toString(series.within(0, Long.MAX_VALUE).values()));
            }
        }
        return values;
    }

    private static double gained(World world, String name, boolean canary) {
        return new Counted(world)
                .gain(
                        name,
                        canary,
                        labels -> true,
                        World.START.toEpochMilli(),
                        world.now().toEpochMilli());
    }
}
