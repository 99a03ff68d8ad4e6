package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.Input;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.target.Manifests;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Manifests as people write or render them: one of the workload, and of ConfigMaps as many as it needs. Nothing else can be made
 * anew for one version alone: names that others rely on cannot stand twice.
 */
final class ManifestText {
    private static final String CONFIG_MAP = "ConfigMap";

    private final Place place;
    private final WorkloadName workload;
    private final String namespace;
    private final List<Map<String, Object>> workloads = new ArrayList<>();
    private final Map<String, Map<String, Object>> configMaps = new LinkedHashMap<>();

    private ManifestText(Place place, WorkloadName workload, String namespace) {
        this.place = place;
        this.workload = workload;
        this.namespace = namespace;
    }

    /**
     * Reads a text of several documents.
     *
     * @param place where what is wrong with them is noted
     * @return empty if something is
     */
    static Optional<Manifests> read(Place place, String text, WorkloadName workload, String namespace) {
        ManifestText read = new ManifestText(place, workload, namespace);
        int before = place.problems().size();
        try {
            Input.documents(text).forEach(read::add);
        } catch (RefusedException e) {
            place.wrong(e.getMessage());
            return Optional.empty();
        }
        if (read.workloads.size() != 1) {
            place.wrong("one manifest of " + read.meant() + " is needed; there "
                    + (read.workloads.isEmpty() ? "is none" : "are " + read.workloads.size()));
        }
        return place.problems().size() == before
                ? Optional.of(new Manifests(read.workloads.get(0), read.configMaps))
                : Optional.empty();
    }

    private String meant() {
        return WorkloadKind.of(workload.kind()).map(WorkloadKind::kind).orElse(workload.kind()) + " " + workload.name();
    }

    private void add(Map<?, ?> document) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        document.forEach((key, value) -> manifest.put(String.valueOf(key), value));
        String kind = String.valueOf(manifest.get("kind"));
        Map<?, ?> metadata = manifest.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
        if (!(manifest.get("kind") instanceof String) || !(metadata.get("name") instanceof String name)) {
            place.wrong("a manifest without kind or metadata.name is none");
            return;
        }
        Object where = metadata.get("namespace");
        if (where != null && !where.equals(namespace)) {
            place.wrong(kind + " " + name + " is of namespace " + where + ", and the workload of " + namespace);
        } else if ((kind + " " + name).equals(meant())) {
            workloads.add(manifest);
        } else if (!kind.equals(CONFIG_MAP)) {
            place.wrong(kind + " " + name + refusal(kind));
        } else if (configMaps.put(name, manifest) != null) {
            place.wrong("ConfigMap " + name + " is written twice");
        }
    }

    private String refusal(String kind) {
        if (kind.equals("Secret")) {
            return ": a build would keep its contents; create it in the namespace, and name it in config: secrets";
        }
        return " cannot be made anew for one version alone; apply it by itself and leave it out: a release takes the "
                + meant() + " and ConfigMaps";
    }

    /** Kinds and names alone, as a text that is read again: contents may be secret. */
    static String names(Manifests manifests) {
        StringBuilder text = new StringBuilder(name(manifests.workload()));
        manifests.configMaps().values().forEach(map -> text.append("---\n").append(name(map)));
        return text.toString();
    }

    private static String name(Map<String, Object> manifest) {
        return "kind: " + manifest.get("kind") + "\nmetadata: {name: '"
                + ((Map<?, ?>) manifest.get("metadata")).get("name") + "'}\n";
    }
}
