package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitedTemplateTest {
    private static final String JUDGED = "registry:5000/shop@sha256:" + "2".repeat(64);
    private static final String OTHER = "registry:5000/shop@sha256:" + "3".repeat(64);
    private static final String BOTH = "registry:5000/shop:2@sha256:" + "2".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "registry:5000/shop:2, registry:5000/shop:2, true",
        "registry:5000/shop:2, registry:5000/shop:3, false",
        "registry:5000/shop:2, registry:5000/shop, false",
        "registry:5000/shop:2, JUDGED, true",
        "registry:5000/shop:2, BOTH, true",
        "registry:5000/shop:2, OTHER, false",
        "JUDGED, JUDGED, true",
        "JUDGED, registry:5000/shop:2, true",
        "JUDGED, registry:5000/cart:2, false",
        "JUDGED, OTHER, false",
    })
    void theImageMayBeNamedByWhateverPodsResolveToTheJudgedOne(String canary, String live, boolean same) {
        AwaitedTemplate awaited = new AwaitedTemplate(template(named(canary), "EUR", "a"), Map.of("app", JUDGED));
        assertThat(awaited.is(template(named(live), "EUR", "b"))).isEqualTo(same);
    }

    @Test
    void everythingElseThatRunsMustBeTheCanarys() {
        AwaitedTemplate awaited = new AwaitedTemplate(template(JUDGED, "EUR", "a"), Map.of("app", JUDGED));
        assertThat(awaited.is(template(JUDGED, "USD", "a"))).isFalse();
    }

    @Test
    void aTagThatPodsResolveToSomethingElseIsAnotherVersion() {
        AwaitedTemplate awaited = new AwaitedTemplate(template(JUDGED, "EUR", "a"), Map.of("app", JUDGED));
        assertThat(awaited.isRunBy(List.of(pod(JUDGED), pod("sha256:never-pulled"))))
                .isTrue();
        assertThat(awaited.isRunBy(List.of(pod(JUDGED), pod(OTHER)))).isFalse();
    }

    private static String named(String word) {
        return switch (word) {
            case "JUDGED" -> JUDGED;
            case "OTHER" -> OTHER;
            case "BOTH" -> BOTH;
            default -> word;
        };
    }

    /** Labels and annotations are other tools' business. */
    private static PodTemplateSpec template(String image, String currency, String chart) {
        return Yaml.read("""
                metadata: {labels: {app: shop, helm.sh/chart: %s}, annotations: {checksum/config: %s}}
                spec: {containers: [{name: app, image: '%s', env: [{name: CURRENCY, value: %s}]}]}
                """.formatted(chart, chart, image, currency), PodTemplateSpec.class);
    }

    private static Pod pod(String imageId) {
        return Yaml.read("""
                metadata: {name: shop-1}
                spec: {containers: [{name: app, image: 'registry:5000/shop:2'}]}
                status: {containerStatuses: [{name: app, imageID: '%s'}]}
                """.formatted(imageId), Pod.class);
    }
}
