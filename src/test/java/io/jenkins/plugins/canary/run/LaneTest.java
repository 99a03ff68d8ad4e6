package io.jenkins.plugins.canary.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Map<String, Object> FROM_EU =
            Map.of("source", "prom-eu", "metrics", List.of(Map.of("latency", Map.of("histogram", "h"))));

    @Test
    void releasesOnOneClusterThatAskTheSameSourcesShareThreads() {
        assertThat(Lane.of("prod", FROM_EU)).isEqualTo(Lane.of("prod", Map.of("source", "prom-eu", "weight", 20)));
    }

    @Test
    void anotherClusterHasThreadsOfItsOwn() {
        assertThat(Lane.of("prod", FROM_EU)).isNotEqualTo(Lane.of("stage", FROM_EU));
    }

    @Test
    void aSourceThatOnlyOneMetricAsksCounts() {
        Map<String, Object> alsoFromUs =
                Map.of("source", "prom-eu", "metrics", List.of(Map.of("latency", Map.of("source", "prom-us"))));

        assertThat(Lane.of("prod", alsoFromUs).text()).isEqualTo("prod by prom-eu, prom-us");
    }

    @Test
    void whoAsksNoSourceSharesTheThreadsOfTheCluster() {
        assertThat(Lane.of("prod", Map.of("weight", 20))).isEqualTo(new Lane("prod"));
    }
}
