package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "argocd.argoproj.io/tracking-id",
                "app.kubernetes.io/instance",
                "app.kubernetes.io/managed-by",
                "kustomize.toolkit.fluxcd.io/name",
                "helm.toolkit.fluxcd.io/namespace",
                "meta.helm.sh/release-name",
                "kubectl.kubernetes.io/last-applied-configuration",
                "deployment.kubernetes.io/revision"
            })
    void whatToolsKnowAnObjectByIsLeftOut(String key) {
        assertThat(TrackingKeys.without(Map.of(key, "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app.kubernetes.io/name", "notargocd.argoproj.io.example/x", "prometheus.io/scrape"})
    void everythingElseStays(String key) {
        assertThat(TrackingKeys.without(Map.of(key, "x"))).containsKey(key);
    }

    @Test
    void anObjectMayHaveNone() {
        assertThat(TrackingKeys.without(null)).isEmpty();
    }
}
