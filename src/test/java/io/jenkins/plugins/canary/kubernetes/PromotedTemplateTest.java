package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromotedTemplateTest {
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);
    private static final PodTemplateSpec STABLE = template("web:1");
    private static final PodTemplateSpec CANARY = template("web:2");

    @Test
    void onlyWhatTheReleaseChangesIsPinned() {
        assertThat(PromotedTemplate.images(STABLE, CANARY, List.of(pod(ONE), pod(ONE))))
                .isEqualTo(Map.of("web", "web@" + ONE));
    }

    @Test
    void podsThatRunDifferentContentUnderOneTagAreRefused() {
        assertThatThrownBy(() -> PromotedTemplate.images(STABLE, CANARY, List.of(pod(ONE), pod(TWO))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("web@" + ONE)
                .hasMessageContaining("web@" + TWO);
    }

    @Test
    void stablesLabelsStayAndTheCanarysContainersCome() {
        PodTemplateSpec canary = Yaml.read(
                "{metadata: {labels: {app: a-canary}}, spec: {containers: [{name: web, image: 'web:2'}]}}",
                PodTemplateSpec.class);
        PodTemplateSpec promoted = PromotedTemplate.of(STABLE, Set.of("app"), canary, Map.of("web", "web@" + ONE));
        assertThat(promoted.getMetadata()).isEqualTo(STABLE.getMetadata());
        assertThat(promoted.getSpec().getContainers())
                .singleElement()
                .satisfies(container -> assertThat(container.getImage()).isEqualTo("web@" + ONE));
        assertThat(canary.getSpec().getContainers().get(0).getImage()).isEqualTo("web:2");
    }

    private static PodTemplateSpec template(String image) {
        return Yaml.read(
                "{metadata: {labels: {app: a}}, spec: {containers: [{name: web, image: '" + image
                        + "'}, {name: proxy, image: 'proxy:1'}]}}",
                PodTemplateSpec.class);
    }

    private static Pod pod(String digest) {
        return Yaml.read(
                "{metadata: {name: p}, spec: {containers: [{name: web, image: 'web:2'}]}, status: {containerStatuses: ["
                        + "{name: web, imageID: 'mirror.example/web@" + digest + "'}, {name: proxy, imageID: 'proxy@"
                        + digest + "'}]}}",
                Pod.class);
    }
}
