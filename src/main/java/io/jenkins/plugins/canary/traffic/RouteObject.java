package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object that says where traffic goes, with all its fields, known and unknown, in their order. Immutable by use: every change
 * gives a copy, and the object that was read stays as it was read.
 */
record RouteObject(GenericKubernetesResource resource) {
    /** Domains of label and annotation keys, and API groups of owners. */
    private static final Map<String, String> CONTROLLERS = Map.of(
            "argoproj.io", "Argo Rollouts",
            "rollouts.argoproj.io", "Argo Rollouts",
            "argo-rollouts.argoproj.io", "Argo Rollouts",
            "flagger.app", "Flagger",
            "flagger.kubernetes.app", "Flagger");

    String name() {
        return resource.getMetadata().getName();
    }

    Map<String, Object> spec() {
        return Fields.of(resource.getAdditionalProperties().get("spec"));
    }

    Map<String, Object> status() {
        return Fields.of(resource.getAdditionalProperties().get("status"));
    }

    /** Counts the forms that the object has had; 0 where the server does not. */
    long generation() {
        return Optional.ofNullable(resource.getMetadata().getGeneration()).orElse(0L);
    }

    RouteObject withSpec(Map<String, Object> spec) {
        Map<String, Object> fields = new LinkedHashMap<>(resource.getAdditionalProperties());
        fields.put("spec", spec);
        return copy(resource.getMetadata(), fields);
    }

    boolean belongsTo(String release) {
        return release().filter(release::equals).isPresent();
    }

    /** The release whose canary runs behind the route, or whose object it is. */
    Optional<String> release() {
        return Optional.ofNullable(labels().get(CanaryNames.RELEASE));
    }

    Map<String, String> annotations() {
        return orEmpty(resource.getMetadata().getAnnotations());
    }

    RouteObject annotated(Map<String, String> annotations) {
        return copy(
                new ObjectMetaBuilder(resource.getMetadata())
                        .withAnnotations(annotations)
                        .build(),
                resource.getAdditionalProperties());
    }

    /** Says that a canary of this release runs behind the route. */
    RouteObject labelled(String release) {
        Map<String, String> labels = new LinkedHashMap<>(labels());
        labels.put(CanaryNames.RELEASE, release);
        return belongsTo(release) ? this : withLabels(labels);
    }

    /** Takes this release's label off; leaves another's. */
    RouteObject unlabelled(String release) {
        Map<String, String> labels = new LinkedHashMap<>(labels());
        labels.remove(CanaryNames.RELEASE);
        return belongsTo(release) ? withLabels(labels) : this;
    }

    /**
     * Makes sure that this release may touch the object.
     *
     * @param release empty for one that does not exist yet
     * @throws RefusedException if another controller, or another release, holds it
     */
    void mustBeFreeFor(String release) {
        heldByAnother(release).ifPresent(problem -> {
            throw new RefusedException(problem);
        });
    }

    /** What is said of an object that was there when the release began. */
    static RefusedException gone(String kind, String namespace, String name) {
        return new RefusedException("traffic: " + kind + " " + namespace + "/" + name
                + " is gone; it was there when the release began, so somebody deleted it");
    }

    private Optional<String> heldByAnother(String release) {
        String other = labels().getOrDefault(CanaryNames.RELEASE, release);
        if (!other.equals(release)) {
            return Optional.of("traffic: " + this + " is in use by release " + other + " (label " + CanaryNames.RELEASE
                    + "); if no such release is open any more, take the label off");
        }
        return controllerMarks()
                .flatMap(mark -> controller(mark)
                        .map(controller -> "traffic: " + this + " is managed by " + controller + " (" + mark
                                + "); two controllers would undo each other's weights")
                        .stream())
                .findFirst();
    }

    @Override
    public String toString() {
        return resource.getKind() + " " + resource.getMetadata().getNamespace() + "/" + name();
    }

    private Stream<String> controllerMarks() {
        ObjectMeta metadata = resource.getMetadata();
        return Stream.of(
                        labels().keySet().stream(),
                        orEmpty(metadata.getAnnotations()).keySet().stream(),
                        metadata.getOwnerReferences().stream().map(OwnerReference::getApiVersion))
                .flatMap(marks -> marks);
    }

    private static Optional<String> controller(String mark) {
        return Optional.ofNullable(CONTROLLERS.get(mark.split("/", 2)[0]));
    }

    private Map<String, String> labels() {
        return orEmpty(resource.getMetadata().getLabels());
    }

    private RouteObject withLabels(Map<String, String> labels) {
        return copy(
                new ObjectMetaBuilder(resource.getMetadata())
                        .withLabels(labels.isEmpty() ? null : labels)
                        .build(),
                resource.getAdditionalProperties());
    }

    private RouteObject copy(ObjectMeta metadata, Map<String, Object> fields) {
        GenericKubernetesResource next = new GenericKubernetesResource();
        next.setApiVersion(resource.getApiVersion());
        next.setKind(resource.getKind());
        next.setMetadata(metadata);
        next.setAdditionalProperties(fields);
        return new RouteObject(next);
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
