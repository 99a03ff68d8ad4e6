package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What sets the least number of replicas of a Deployment: a HorizontalPodAutoscaler, or the KEDA ScaledObject that makes and
 * resets one.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">Kubernetes: horizontal pod
 *     autoscaling</a>
 * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">KEDA: ScaledObject</a>
 */
final class Autoscaler {
    private final KubernetesApi api;
    private final String namespace;

    Autoscaler(KubernetesApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** Finds the floor of a workload's autoscaler. */
    Optional<DeploymentOriginals.Floor> find(String kind, String name) {
        Optional<GenericKubernetesResource> found = OtherKinds.list(api, namespace, OtherKinds.AUTOSCALER).stream()
                .filter(one ->
                        OtherKinds.text(one, "spec", "scaleTargetRef", "kind").equals(kind))
                .filter(one ->
                        OtherKinds.text(one, "spec", "scaleTargetRef", "name").equals(name))
                .findFirst();
        return found.map(autoscaler -> maker(autoscaler).orElse(autoscaler)).map(Autoscaler::floor);
    }

    /** Raises the floor to what stable had; a floor that is higher already stays. */
    void hold(DeploymentOriginals originals) {
        originals.floor().ifPresent(floor -> object(floor)
                .filter(object -> replicas(object).orElse(0) < originals.replicas())
                .ifPresent(object -> write(floor, object, Optional.of(originals.replicas()))));
    }

    /** Gives the floor back, unless somebody else has changed it meanwhile. */
    void release(DeploymentOriginals originals) {
        originals
                .floor()
                .filter(floor -> floor.replicas().orElse(0) < originals.replicas())
                .ifPresent(floor -> object(floor)
                        .filter(object -> replicas(object).equals(Optional.of(originals.replicas())))
                        .ifPresent(object -> write(floor, object, floor.replicas())));
    }

    private Optional<GenericKubernetesResource> maker(GenericKubernetesResource autoscaler) {
        return Optional.ofNullable(autoscaler.getMetadata().getOwnerReferences()).orElse(List.of()).stream()
                .filter(owner -> owner.getKind().equals("ScaledObject"))
                .map(OwnerReference::getName)
                .findFirst()
                .flatMap(name -> OtherKinds.served(api, OtherKinds.SCALED_OBJECT)
                        .flatMap(kind -> api.get(kind, namespace, name)));
    }

    private static DeploymentOriginals.Floor floor(GenericKubernetesResource object) {
        return new DeploymentOriginals.Floor(
                object.getApiVersion(), object.getKind(), OtherKinds.name(object), replicas(object));
    }

    private Optional<GenericKubernetesResource> object(DeploymentOriginals.Floor floor) {
        return kind(floor).flatMap(kind -> api.get(kind, namespace, floor.name()));
    }

    /** The kind of object that keeps a floor. */
    static Optional<Kind<GenericKubernetesResource>> kind(DeploymentOriginals.Floor floor) {
        return Stream.concat(OtherKinds.AUTOSCALER.stream(), OtherKinds.SCALED_OBJECT.stream())
                .filter(kind -> kind.kind().equals(floor.kind()))
                .filter(kind -> kind.apiVersion().equals(floor.apiVersion()))
                .findFirst();
    }

    private static String field(GenericKubernetesResource object) {
        return object.getKind().equals("ScaledObject") ? "minReplicaCount" : "minReplicas";
    }

    private static Optional<Integer> replicas(GenericKubernetesResource object) {
        String text = OtherKinds.text(object, "spec", field(object));
        return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
    }

    private void write(DeploymentOriginals.Floor floor, GenericKubernetesResource object, Optional<Integer> replicas) {
        Map<String, Object> spec = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(object.get("spec"))).forEach((key, value) -> spec.put((String) key, value));
        spec.remove(field(object));
        replicas.ifPresent(value -> spec.put(field(object), value));
        object.setAdditionalProperty("spec", spec);
        api.update(kind(floor).orElseThrow(), object);
    }
}
