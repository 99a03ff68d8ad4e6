package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.WorkloadName;
import org.junit.jupiter.api.Test;

class CanaryNamesTest {
    @Test
    void twinsAreNamedAfterStable() {
        assertThat(CanaryNames.canary("checkout")).isEqualTo("checkout-canary");
        assertThat(CanaryNames.lease(WorkloadName.parse("checkout"))).isEqualTo("canary-deployment-checkout");
        assertThat(CanaryNames.lease(WorkloadName.parse("statefulset/db"))).isEqualTo("canary-statefulset-db");
    }

    @Test
    void longNamesAreCutToSixtyThreeCharactersAndStayDifferent() {
        String one = CanaryNames.canary("x".repeat(60) + "a");
        String other = CanaryNames.canary("x".repeat(60) + "b");
        assertThat(one).hasSize(63).endsWith("-canary").isNotEqualTo(other);
        assertThat(other).hasSize(63);
    }

    @Test
    void aCutDoesNotLeaveACharacterThatNamesMayNotEndWith() {
        assertThat(CanaryNames.canary("x".repeat(45) + ".....-----yyyyyyyyyyyyyy"))
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }
}
