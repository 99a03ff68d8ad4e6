package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorsTest {
    @Test
    void everyLabelOfTheSelectorMustBeThere() {
        Map<String, String> labels = Map.of("app", "checkout", "version", "v1");
        assertThat(Selectors.selects(Map.of("app", "checkout"), labels)).isTrue();
        assertThat(Selectors.selects(Map.of("app", "checkout", "tier", "web"), labels))
                .isFalse();
        assertThat(Selectors.selects(Map.of("app", "cart"), labels)).isFalse();
    }

    @Test
    void aServiceWithoutASelectorSelectsNothing() {
        assertThat(Selectors.selects(null, Map.of("app", "checkout"))).isFalse();
        assertThat(Selectors.selects(Map.of(), Map.of("app", "checkout"))).isFalse();
    }

    @Test
    void podsWithoutLabelsAreNotSelected() {
        assertThat(Selectors.selects(Map.of("app", "checkout"), null)).isFalse();
    }
}
