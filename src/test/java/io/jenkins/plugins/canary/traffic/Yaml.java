package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** Plain fields out of YAML, and back to JSON, in the order in which they are written. */
final class Yaml {
    private Yaml() {}

    static Map<String, Object> object(String yaml) {
        return Fields.of(Serialization.unmarshal(yaml, Map.class));
    }

    static List<Map<String, Object>> list(String yaml) {
        return Fields.list(object("list:\n" + yaml.indent(2)), "list");
    }

    static String json(Object fields) {
        return Serialization.asJson(fields);
    }
}
