package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A ControllerRevision of the release's own that keeps the predictor as it was, because nothing else in the cluster does: a
 * revision of Knative's has what KServe made of it. It also bears the release's marks: KServe copies labels and annotations of an
 * InferenceService into the template of its revisions, so that each mark on it would make another revision.
 *
 * <p>It belongs to the InferenceService, goes with it, and stays after a promotion, so that it can be undone, until the next release.
 */
final class KServeRecord {
    private static final String PREDICTOR = "predictor";

    private final KubernetesApi api;
    private final String namespace;
    private final String name;

    /**
     * The record of one InferenceService.
     *
     * @param service its name
     */
    KServeRecord(KubernetesApi api, String namespace, String service) {
        this.api = api;
        this.namespace = namespace;
        this.name = CanaryNames.canary(service);
    }

    Optional<GenericKubernetesResource> find() {
        return api.get(Kind.CONTROLLER_REVISION, namespace, name);
    }

    /** Keeps a predictor for a release; that of an earlier one goes. */
    void keep(GenericKubernetesResource service, ClaimRecord claim) {
        Optional<GenericKubernetesResource> before = find();
        if (before.filter(found -> DeploymentArms.isOf(found, claim.release())).isPresent()) {
            return;
        }
        before.ifPresent(this::delete);
        GenericKubernetesResource kept = new GenericKubernetesResource();
        kept.setApiVersion(Kind.CONTROLLER_REVISION.apiVersion());
        kept.setKind(Kind.CONTROLLER_REVISION.kind());
        kept.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels(CanaryNames.RELEASE, claim.release())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(service.getApiVersion())
                        .withKind(service.getKind())
                        .withName(service.getMetadata().getName())
                        .withUid(service.getMetadata().getUid())
                        .build())
                .build());
        kept.setAdditionalProperty("data", Map.of(PREDICTOR, KServeTemplate.predictor(service.get("spec"))));
        kept.setAdditionalProperty("revision", 1L);
        api.create(Kind.CONTROLLER_REVISION, kept);
    }

    void delete(GenericKubernetesResource kept) {
        api.delete(Kind.CONTROLLER_REVISION, namespace, name, kept.getMetadata().getUid());
    }

    /** Writes other marks. */
    void mark(GenericKubernetesResource kept, UnaryOperator<ObjectMetaBuilder> metadata) {
        GenericKubernetesResource marked = KServeService.copy(kept);
        marked.setMetadata(
                metadata.apply(new ObjectMetaBuilder(kept.getMetadata())).build());
        api.update(Kind.CONTROLLER_REVISION, marked);
    }

    /**
     * The predictor that a claim recorded.
     *
     * @throws RefusedException if it is gone, or another one
     */
    Map<String, Object> recorded(KServeOriginals originals) {
        return find().map(kept -> predictor(kept))
                .filter(predictor ->
                        TemplateHash.of(KServeTemplate.of(predictor)).equals(originals.templateHash()))
                .orElseThrow(() -> new RefusedException("workload: ControllerRevision " + name
                        + " does not keep the predictor before the release any more; deploy that version again by other"
                        + " means"));
    }

    private static Map<String, Object> predictor(GenericKubernetesResource kept) {
        return new LinkedHashMap<>(KServeTemplate.predictor(kept.get("data")));
    }
}
