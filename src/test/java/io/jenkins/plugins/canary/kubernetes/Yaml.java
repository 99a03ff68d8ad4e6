package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;

/** Objects for tests, written as YAML in one line or in many. */
final class Yaml {
    private Yaml() {}

    /** The object; without the document mark, text that begins with a brace would be taken for JSON. */
    static <T> T read(String yaml, Class<T> type) {
        return Serialization.unmarshal("---\n" + yaml, type);
    }
}
