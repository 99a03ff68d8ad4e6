package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryLabelsTest {
    @Test
    void aCanaryWithItsOwnServiceDiffersInALabelThatEverySelectorHas() {
        assertThat(CanaryLabels.separate(
                        Map.of("app", "checkout", "tier", "web"),
                        List.of(Map.of("tier", "web"), Map.of("app", "x", "tier", "web"))))
                .contains(new CanaryLabels("tier", "web", "web-canary"));
    }

    @Test
    void theAppLabelIsChangedBeforeOthers() {
        assertThat(CanaryLabels.separate(
                        Map.of("a", "1", "app", "checkout"), List.of(Map.of("a", "1", "app", "checkout"))))
                .contains(new CanaryLabels("app", "checkout", "checkout-canary"));
    }

    @Test
    void twoServicesWithoutACommonLabelHaveNone() {
        assertThat(CanaryLabels.separate(
                        Map.of("app", "checkout", "tier", "web"),
                        List.of(Map.of("tier", "web"), Map.of("app", "checkout"))))
                .isEmpty();
    }

    @Test
    void aCanaryBehindStablesServiceDiffersInALabelThatNoServiceHas() {
        assertThat(CanaryLabels.shared(Map.of("app", "checkout", "version", "v1"), List.of(Map.of("app", "checkout"))))
                .contains(new CanaryLabels("version", "v1", "v1-canary"));
    }

    @Test
    void equalSelectorsLeaveNoLabelToTellPodsBehindOneServiceApart() {
        assertThat(CanaryLabels.shared(Map.of("app", "checkout"), List.of(Map.of("app", "checkout"))))
                .isEmpty();
    }

    @Test
    void aLongValueStaysWithinWhatALabelMayBe() {
        String value = "v".repeat(63);
        assertThat(CanaryLabels.separate(Map.of("app", value), List.of(Map.of("app", value))))
                .get()
                .extracting(CanaryLabels::canaryValue)
                .asString()
                .hasSize(63)
                .matches("v+-[0-9a-f]{8}-canary");
    }

    @Test
    void anEmptyValueBecomesAValueThatIsAllowed() {
        assertThat(CanaryLabels.separate(Map.of("app", ""), List.of(Map.of("app", ""))))
                .contains(new CanaryLabels("app", "", "canary"));
    }
}
