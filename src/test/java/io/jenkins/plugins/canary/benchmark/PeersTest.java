package io.jenkins.plugins.canary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.benchmark.Policy.Decided;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Peers do what an independent prototype of them did on the same workloads (2,000 runs, Kayenta 200), so that nobody fights
 * straw men: how often they take the canary back, and how many bad requests it served before. Bounds are what chance allows.
 */
class PeersTest {
    private static final int RUNS = 150;
    private static final double DEVIATIONS = 3.5;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FLAGGER | A1 |                       | 0.23  |      |
            FLAGGER | A1 | flagger-schedule=own  | 0     |      |
            FLAGGER | A2 |                       | 0.77  |      |
            FLAGGER | A3 |                       | 0.95  |      |
            FLAGGER | A5 |                       | 1     |      |
            FLAGGER | F2 |                       | 1     | 67   | 96
            FLAGGER | F2 | flagger-schedule=own  | 0.89  | 241  | 485
            FLAGGER | F4 |                       | 1     | 180  | 203
            FLAGGER | F5 |                       | 0     | 108  | 125
            ARGO    | A1 |                       | 0     |      |
            ARGO    | F2 |                       | 0     | 360  |
            ARGO    | F4 |                       | 0.92  | 1181 | 1752
            ARGO    | F2 | argo-success=0.992    | 1     | 135  | 180
            ARGO    | F4 | argo-success=0.992    | 1     | 601  | 642
            KAYENTA | A1 |                       | 0.007 |      |
            KAYENTA | A1 | kayenta-every=60m     | 0.007 |      |
            KAYENTA | F2 |                       | 1     | 71   | 150
            KAYENTA | F2 | kayenta-control=equal | 1     | 110  | 173
            KAYENTA | F2 | kayenta-every=60m     | 1     | 358  | 387
            KAYENTA | F4 |                       | 1     | 298  | 325
            KAYENTA | F5 |                       | 1     | 34.5 | 57
            KAYENTA | F5 | kayenta-control=equal | 0.86  | 62   | 105
            """)
    void doesWhatThePrototypeDid(
            Policies policy, Scenarios scenario, String variant, double share, Double median, Double p95)
            throws InterruptedException {
        List<Run> runs = runs(policy, scenario, variant);
        double variance = 1.0 / RUNS + 1.0 / (policy == Policies.KAYENTA ? 200 : 2000);

        assertThat(found(runs))
                .isCloseTo(share, within(DEVIATIONS * Math.sqrt(Math.max(share * (1 - share), 0.01) * variance)));
        assertQuantile(runs, 0.5, median, variance);
        assertQuantile(runs, 0.95, p95, variance);
    }

    private static double found(List<Run> runs) {
        return (double) runs.stream()
                        .filter(run -> run.decided() == Decided.ROLLED_BACK)
                        .count()
                / RUNS;
    }

    private static List<Run> runs(Policies policy, Scenarios scenario, String variant) throws InterruptedException {
        Workload workload = scenario.workload();
        if (variant != null) {
            String[] parts = variant.split("=");
            workload = workload.with(Map.of(Parameter.of(parts[0]).orElseThrow(), parts[1]));
        }
        return Benchmark.of(policy, scenario, workload).run(RUNS, 20_260_105).runs();
    }

    /** The figure lies between the order statistics that the true quantile lies between, but for chance. */
    private static void assertQuantile(List<Run> runs, double q, Double expected, double variance) {
        if (expected == null) {
            return;
        }
        double[] sorted = runs.stream().mapToDouble(Run::harm).sorted().toArray();
        double spread = DEVIATIONS * Math.sqrt(q * (1 - q) * variance);
        double low = sorted[(int) Math.max(0, (q - spread) * RUNS)];
        double high = sorted[(int) Math.min(RUNS - 1.0, (q + spread) * RUNS)];
        assertThat(expected).isBetween(low - 1, high + 1);
    }
}
