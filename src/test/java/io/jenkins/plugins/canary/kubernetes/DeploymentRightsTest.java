package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked for depends on what was agreed. */
class DeploymentRightsTest {
    @Test
    void aStableThatSomethingElseManagesIsReadOnly() {
        assertThat(rights(new Terms(Duration.ZERO, true, "", false)))
                .contains("get deployments.apps checkout")
                .doesNotContain("update deployments.apps checkout");
        assertThat(rights(Terms.NONE)).contains("update deployments.apps checkout");
    }

    @Test
    void aCopyOfStableTakesRightsToItAndToNothingElse() {
        List<String> without = rights(Terms.NONE);
        List<String> with = rights(new Terms(Duration.ZERO, false, "", true));
        assertThat(with)
                .containsAll(without)
                .filteredOn(right -> !without.contains(right))
                .containsExactlyInAnyOrder(
                        "get deployments.apps checkout-baseline",
                        "update deployments.apps checkout-baseline",
                        "delete deployments.apps checkout-baseline");
    }

    private static List<String> rights(Terms terms) {
        return Workloads.rights(WorkloadName.parse("checkout"), terms, Duration.ZERO, Changes.NONE).stream()
                .map(Right::toString)
                .toList();
    }
}
