package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Of which ConfigMaps and Secrets a release makes copies, by the names that users give them. Never what is in them.
 *
 * @param configMaps names of ConfigMaps
 * @param secrets names of Secrets
 */
record CopiedConfig(List<String> configMaps, List<String> secrets) {
    static final CopiedConfig NONE = new CopiedConfig(List.of(), List.of());

    CopiedConfig {
        configMaps = List.copyOf(configMaps);
        secrets = List.copyOf(secrets);
    }

    static CopiedConfig of(Changes changes) {
        Set<String> configMaps = new TreeSet<>(changes.config().configMaps().keySet());
        changes.manifests()
                .ifPresent(manifests -> configMaps.addAll(manifests.configMaps().keySet()));
        return new CopiedConfig(
                List.copyOf(configMaps),
                List.copyOf(new TreeSet<>(changes.config().secrets().keySet())));
    }

    /** Adds itself to what a claim records; nothing if there is nothing. */
    void write(ObjectNode root) {
        if (configMaps.isEmpty() && secrets.isEmpty()) {
            return;
        }
        ObjectNode copies = root.putObject("copies");
        configMaps.forEach(copies.putArray("configMaps")::add);
        secrets.forEach(copies.putArray("secrets")::add);
    }

    /** What a claim recorded. */
    static CopiedConfig read(JsonNode root) {
        JsonNode copies = root.path("copies");
        return new CopiedConfig(texts(copies.path("configMaps")), texts(copies.path("secrets")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** What making and removing the copies takes. */
    List<Right> rights() {
        List<Right> rights = new ArrayList<>();
        if (!configMaps.isEmpty()) {
            rights.addAll(Right.toAny(Kind.CONFIG_MAP, "get", "create", "delete"));
        }
        if (!secrets.isEmpty()) {
            rights.addAll(Right.toAny(Kind.SECRET, "get", "create", "delete"));
        }
        return rights;
    }
}
