package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.Separation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistinctionTest {
    private static final Deployment STABLE = Yaml.read(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {app: a, tier: web}}}}",
            Deployment.class);

    @Test
    void aServiceThatTheTrafficDoesNotComeThroughMustNotSelectTheCanaryEither() {
        assertThat(find(List.of(Map.of("app", "a", "tier", "web")), List.of(Map.of("tier", "web")), List.of()))
                .isEqualTo("tier");
        assertThat(find(List.of(Map.of("app", "a")), List.of(Map.of("tier", "web")), List.of()))
                .isEqualTo("none");
    }

    @Test
    void aDisruptionBudgetIsAvoidedWhereThatIsPossible() {
        Map<String, String> both = Map.of("app", "a", "tier", "web");
        assertThat(find(List.of(both), List.of(), List.of(Map.of("tier", "web"))))
                .isEqualTo("tier");
        assertThat(find(List.of(Map.of("app", "a")), List.of(), List.of(Map.of("tier", "web"))))
                .isEqualTo("app");
    }

    @Test
    void aLabelThatAnExpressionNamesIsNotChanged() {
        Deployment stable = Yaml.read(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {app: a, tier: web},"
                        + " matchExpressions: [{key: app, operator: In, values: [a]}]}}}",
                Deployment.class);
        assertThat(Distinction.find(
                                stable,
                                Separation.OWN_SERVICE,
                                List.of(Map.of("app", "a", "tier", "web")),
                                List.of(),
                                List.of())
                        .flatMap(Distinction::label))
                .get()
                .extracting(CanaryLabels::key)
                .isEqualTo("tier");
    }

    @Test
    void behindASharedServiceThereIsAlwaysSomething() {
        assertThat(Distinction.find(
                        STABLE,
                        Separation.SHARED_SERVICE,
                        List.of(Map.of("app", "a", "tier", "web")),
                        List.of(),
                        List.of()))
                .contains(new Distinction(Optional.empty()));
    }

    private static String find(
            List<Map<String, String>> through, List<Map<String, String>> others, List<Map<String, String>> budgets) {
        return Distinction.find(STABLE, Separation.OWN_SERVICE, through, others, budgets)
                .flatMap(Distinction::label)
                .map(CanaryLabels::key)
                .orElse("none");
    }
}
