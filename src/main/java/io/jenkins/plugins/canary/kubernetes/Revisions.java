package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The templates that a StatefulSet or DaemonSet has had, as its controller keeps them.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/">Kubernetes:
 *     ControllerRevision</a>
 */
final class Revisions {
    /** Label on a pod: which revision it was made from. */
    static final String LABEL = "controller-revision-hash";

    private final KubernetesApi api;
    private final String namespace;

    Revisions(KubernetesApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** The template of a revision; empty if the revision is gone. */
    Optional<PodTemplateSpec> template(String revision) {
        return api.get(Kind.CONTROLLER_REVISION, namespace, revision).flatMap(Revisions::template);
    }

    /**
     * The template that a claim recorded.
     *
     * @throws RefusedException if it is gone
     */
    PodTemplateSpec recorded(InPlaceOriginals originals) {
        return template(originals.revision())
                .filter(template -> TemplateHash.of(template).equals(originals.templateHash()))
                .orElseThrow(() -> gone(originals.revision()));
    }

    static RefusedException gone(String revision) {
        return new RefusedException("workload: ControllerRevision " + revision
                + ", which kept the version before the release, is gone; deploy that version again by other means");
    }

    /** The name of the revision that keeps the template with that fingerprint; empty if there is none. */
    Optional<String> named(HasMetadata owner, String hash) {
        return owned(owner)
                .filter(revision -> template(revision)
                        .filter(template -> TemplateHash.of(template).equals(hash))
                        .isPresent())
                .map(revision -> revision.getMetadata().getName())
                .findFirst();
    }

    /** All templates that are kept of a workload. */
    List<PodTemplateSpec> templates(HasMetadata owner) {
        return owned(owner).flatMap(revision -> template(revision).stream()).toList();
    }

    private Stream<GenericKubernetesResource> owned(HasMetadata owner) {
        return api.list(Kind.CONTROLLER_REVISION, namespace, Map.of()).stream()
                .filter(revision -> DeploymentArms.owns(owner, revision));
    }

    /** The controller keeps a patch that replaces the template. */
    private static Optional<PodTemplateSpec> template(GenericKubernetesResource revision) {
        if (!(revision.get("data", "spec", "template") instanceof Map<?, ?> kept)) {
            return Optional.empty();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        kept.forEach((key, value) -> fields.put(String.valueOf(key), value));
        fields.remove("$patch");
        return Optional.of(
                Objects.requireNonNull(Serialization.jsonMapper().convertValue(fields, PodTemplateSpec.class)));
    }
}
