package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import org.junit.jupiter.api.Test;

class TemplateHashTest {
    private static final String PLAIN =
            "{metadata: {labels: {app: a}}, spec: {containers: [{name: main, image: 'a:1'}]}}";

    @Test
    void orderEmptyFieldsAndTheControllersLabelDoNotCount() {
        assertThat(hash("{spec: {containers: [{image: 'a:1', env: [], name: main}]},"
                        + " metadata: {creationTimestamp: null, labels: {pod-template-hash: 7f9, app: a}}}"))
                .isEqualTo(hash(PLAIN));
    }

    @Test
    void everythingElseCounts() {
        assertThat(hash(PLAIN.replace("a:1", "a:2"))).isNotEqualTo(hash(PLAIN));
        assertThat(hash(PLAIN.replace("app: a", "app: b"))).isNotEqualTo(hash(PLAIN));
        assertThat(hash(PLAIN.replace("image: 'a:1'", "image: 'a:1', neverHeardOf: 1")))
                .isNotEqualTo(hash(PLAIN));
    }

    @Test
    void anObjectWithoutFieldsMayMeanSomething() {
        String volume = PLAIN.replace("spec: {", "spec: {volumes: [{name: v, emptyDir: {}}], ");
        assertThat(hash(volume)).isNotEqualTo(hash(volume.replace(", emptyDir: {}", "")));
    }

    private static String hash(String yaml) {
        return TemplateHash.of(Yaml.read(yaml, PodTemplateSpec.class));
    }
}
