package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The revisions of a namespace, which Knative's controllers make and delete.
 *
 * @see <a href="https://github.com/knative/serving/blob/main/pkg/apis/serving/v1/revision_types.go">Knative: Revision</a>
 */
final class KnativeRevisions {
    static final Kind<GenericKubernetesResource> REVISION =
            Kind.generic("serving.knative.dev", "v1", "Revision", "revisions");

    /** Label on a revision's pods and objects, and on the revisions of a Service. */
    static final String OF_REVISION = "serving.knative.dev/revision";

    private final KubernetesApi api;
    private final String namespace;

    KnativeRevisions(KubernetesApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    Optional<GenericKubernetesResource> find(String revision) {
        return revision.isEmpty() ? Optional.empty() : api.get(REVISION, namespace, revision);
    }

    /** Whether a revision could serve; one that nobody asks has no pods and can. */
    boolean isReady(String revision) {
        return find(revision)
                .flatMap(found -> KnativeView.condition(found, "Ready"))
                .filter("True"::equals)
                .isPresent();
    }

    /** Why a revision is not ready; empty if it is, or may yet be. */
    Optional<String> trouble(String revision) {
        return find(revision)
                .flatMap(found -> KnativeView.trouble(found, "Ready"))
                .map(words -> "revision " + revision + ": " + words);
    }

    List<Pod> pods(String revision) {
        return revision.isEmpty()
                ? List.of()
                : api.list(Kind.POD, namespace, Map.of(OF_REVISION, revision)).stream()
                        .filter(PodStates::isLive)
                        .toList();
    }

    /** The digests that Knative found for the images of a revision; where it does not look, the images as they are written. */
    Map<String, String> images(String revision, PodTemplateSpec template) {
        Map<String, String> images = new TreeMap<>();
        template.getSpec().getContainers().stream()
                .filter(container -> container.getImage() != null)
                .forEach(container -> images.put(container.getName(), container.getImage()));
        Object statuses = find(revision)
                .map(found -> found.<Object>get("status", "containerStatuses"))
                .orElse(List.of());
        for (Object one : statuses instanceof List<?> list ? list : List.of()) {
            if (one instanceof Map<?, ?> status && status.get("imageDigest") instanceof String digest) {
                images.put(String.valueOf(status.get("name")), digest);
            }
        }
        return images;
    }
}
