package io.jenkins.plugins.canary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResultPageTest {
    private static ResultPage page;

    @BeforeAll
    static void results() throws InterruptedException {
        List<JsonNode> results = new ArrayList<>();
        for (Policies policy : List.of(Policies.FLAGGER, Policies.ARGO)) {
            for (Scenarios scenario : List.of(Scenarios.A1, Scenarios.F4, Scenarios.F14)) {
                results.add(Benchmark.of(policy, scenario, scenario.workload())
                        .run(4, 1)
                        .json());
            }
        }
        Workload variant = Scenarios.F4.workload().with(Parameter.RPS, "50");
        results.add(Benchmark.of(Policies.ARGO, Scenarios.F4, variant).run(4, 1).json());
        page = new ResultPage(results);
    }

    @Test
    void anOutageOfBothVersionsIsNotTheCanarysFault() {
        String[] tables = page.markdown().split("Faulty ones");

        assertThat(tables[0]).contains("| A1 |", "| F14 |").doesNotContain("| F4 |");
        assertThat(tables[1]).contains("| F4 |").doesNotContain("| F14 |");
    }

    @Test
    void aVariantIsARowOfItsOwn() {
        assertThat(page.markdown()).contains("| F4 (rps 50) | 5 % errors instead of 0.5 % | – | ");
    }

    @Test
    void theChartHasABarForEveryPolicyOfAFault() {
        assertThat(page.svg())
                .startsWith("<svg ")
                .endsWith("</svg>\n")
                .contains("flagger 1", "argo ", "F4 (rps 50)")
                .doesNotContain("A1");
    }
}
