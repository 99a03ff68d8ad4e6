package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecFragmentTest {
    @Test
    void whatIsRightByItselfHasNoProblemWhateverIsMissing() {
        assertThat(SpecFragment.problems(Map.of("hold", "10m", "weights", List.of(5, 25), "minDuration", "3h")))
                .isEmpty();
    }

    @Test
    void everyFieldIsToldInTheWordsOfTheReader() {
        assertThat(SpecFragment.problems(Map.of("hold", "soon")))
                .singleElement()
                .asString()
                .startsWith("hold: 'soon'");
        assertThat(SpecFragment.problems(Map.of("weights", List.of(25, 5))))
                .containsExactly("weights[1]: 5 is not above the 25 before it; they must rise");
        assertThat(SpecFragment.problems(Map.of("workload", "rollout/checkout")))
                .singleElement()
                .asString()
                .contains("Argo Rollout");
        assertThat(SpecFragment.problems(Map.of("weigths", List.of(5)))).containsExactly("weigths: unknown");
    }

    @Test
    void metricsAreLookedAtAmongEachOther() {
        Object metric = Map.of("errorRatio", Map.of("name", "one", "total", "all", "bad", "bad"));

        assertThat(SpecFragment.problems(Map.of("metrics", List.of(metric, metric))))
                .containsExactly("metrics[1].errorRatio.name: metrics[0] has this name already");
    }

    @Test
    void aTemplateMeansNothingWithoutJenkins() {
        String why = "names metrics in Jenkins' configuration, which are not known here; write the metrics themselves";

        assertThat(SpecFragment.problems(Map.of("metrics", Map.of("template", "http"))))
                .containsExactly("metrics.template: " + why);
        assertThat(SpecFragment.problems(Map.of("metrics", List.of(Map.of("template", "http")))))
                .containsExactly("metrics[0].template: " + why);
    }
}
