package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest {
    private static final PodSpec POD = Serialization.unmarshal("""
            containers:
            - {name: app, resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}}
            - {name: proxy, resources: {requests: {cpu: 50m}}}
            """, PodSpec.class);

    @ParameterizedTest
    @CsvSource({
        "requests.cpu, 2, 1700m, 0.3, requests.cpu, 0.45",
        "cpu, 1, 1, 0, cpu, 0.45",
        "requests.memory, 1Gi, 1Gi, 0, requests.memory, 402653184",
        "limits.memory, 1Gi, 512Mi, 536870912, limits.memory, 805306368",
        "pods, 10, 8, 2, pods, 3",
        "pods, 10, 12, 0, pods, 3",
    })
    void whatIsShortIsToldInNumbers(
            String resource, String hard, String used, String left, String named, String needed) {
        assertThat(Quotas.problems(List.of(quota(resource, hard, used, "{}")), POD, 3))
                .containsExactly("capacity: ResourceQuota team leaves " + left + " of " + named
                        + ", and 3 canary pods need " + needed);
    }

    @ParameterizedTest
    @CsvSource({"requests.cpu, 2, 1550m", "pods, 10, 7", "services, 1, 1", "limits.cpu, 1, 1"})
    void whatIsEnoughOrNotAskedForIsNoMatter(String resource, String hard, String used) {
        assertThat(Quotas.problems(List.of(quota(resource, hard, used, "{}")), POD, 3))
                .isEmpty();
    }

    @Test
    void aQuotaForSomePodsOnlyIsPassedOver() {
        assertThat(Quotas.problems(List.of(quota("pods", "1", "1", "{scopes: [BestEffort]}")), POD, 3))
                .isEmpty();
    }

    @Test
    void onePodIsSpokenOfAsOne() {
        assertThat(Quotas.problems(List.of(quota("pods", "1", "1", "{}")), POD, 1))
                .containsExactly("capacity: ResourceQuota team leaves 0 of pods, and 1 canary pod needs 1");
    }

    private static GenericKubernetesResource quota(String resource, String hard, String used, String spec) {
        return Serialization.unmarshal(
                """
                kind: ResourceQuota
                metadata: {name: team}
                spec: %s
                status: {hard: {%s: '%s'}, used: {%s: '%s'}}
                """.formatted(spec, resource, hard, resource, used), GenericKubernetesResource.class);
    }
}
