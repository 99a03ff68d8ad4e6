package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An InferenceService at one moment, compared with what the claim recorded. KServe does not tell which version of it is told of by
 * its status, so whether something was done is told by the Knative Service that KServe makes of its predictor. Pure.
 *
 * @param kept the record of the release; empty if there is none
 * @param knative the predictor's Knative Service; empty if KServe has made none
 * @param claim null where only what stands is looked at, before there is one
 */
record KServeView(
        GenericKubernetesResource object,
        Optional<GenericKubernetesResource> kept,
        Optional<GenericKubernetesResource> knative,
        ClaimRecord claim)
        implements RevisedView {
    private static final int ALL = 100;

    KServeOriginals originals() {
        return KServeOriginals.of(claim.workload());
    }

    @Override
    public PodTemplateSpec template() {
        return KServeTemplate.of(object);
    }

    /** Percentage of the traffic that the latest revision gets; empty if that is not written. */
    Optional<Integer> percent() {
        return KServeTemplate.predictor(object.get("spec")).get(KServeTemplate.PERCENT) instanceof Number number
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    @Override
    public boolean isOurs() {
        return kept.filter(record -> DeploymentArms.isOf(record, claim.release()))
                .isPresent();
    }

    @Override
    public String mark() {
        return annotation(InPlaceView.TEMPLATE);
    }

    @Override
    public String canary() {
        return annotation(KnativeView.REVISION);
    }

    private String annotation(String key) {
        return kept.map(record -> record.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(key, "");
    }

    @Override
    public String templateBefore() {
        return originals().templateHash();
    }

    @Override
    public boolean isAsFound() {
        return percent().equals(originals().percent());
    }

    /** Whether nothing of the release is in its specification. */
    boolean isUntouched() {
        return mode() == InPlaceMode.HOME && isAsFound();
    }

    private Optional<KnativeView> service() {
        return knative.map(found -> new KnativeView(found, null));
    }

    @Override
    public String latestCreated() {
        return service().map(KnativeView::latestCreated).orElse("");
    }

    /** {@inheritDoc} At home that is a template like stable's; else the one of which the canary's revision was made. */
    @Override
    public boolean isSettled() {
        boolean ready = service().filter(KnativeView::isSettled).isPresent();
        return ready
                && switch (mode()) {
                    case HOME -> serviceHash().equals(originals().serviceHash());
                    case CANARY, PROMOTED ->
                        canary().isEmpty() || latestCreated().equals(canary());
                    case OTHER ->
                        !latestCreated().equals(canary())
                                && !latestCreated().equals(originals().revision());
                };
    }

    /** Whether Knative has seen what KServe made. */
    boolean isSeen() {
        return service().filter(KnativeView::isSeen).isPresent();
    }

    /** Fingerprint of the template that KServe made of the predictor. */
    String serviceHash() {
        return service().map(found -> TemplateHash.of(found.template())).orElse("");
    }

    /** Whether the traffic is wanted and really led like that: to the latest revision so much, and the rest to stable's. */
    boolean isRouted(int weight) {
        Map<String, Integer> wanted = new TreeMap<>();
        wanted.put(KnativeTraffic.LATEST, weight);
        wanted.put(originals().revision(), ALL - weight);
        wanted.values().removeIf(share -> share == 0);
        Map<String, Integer> given = new TreeMap<>(wanted);
        Integer latest = given.remove(KnativeTraffic.LATEST);
        if (latest != null) {
            given.merge(latestCreated(), latest, Integer::sum);
        }
        return service()
                .filter(found -> found.traffic().shares().equals(wanted) && found.isRouted(given))
                .isPresent();
    }

    /** Whether all traffic follows the specification, as far as that is anything for a release to wait for. */
    boolean isFollowed() {
        return mode() == InPlaceMode.OTHER || knative.isEmpty() || isRouted(ALL);
    }

    @Override
    public boolean isHome() {
        return isUntouched() || percent().filter(number -> number == 0).isPresent() && isRouted(0);
    }

    @Override
    public boolean isPromoted() {
        return mode() == InPlaceMode.PROMOTED
                && isSettled()
                && !latestCreated().equals(originals().revision())
                && isRouted(ALL);
    }

    @Override
    public Optional<String> trouble() {
        String state = OtherKinds.text(object, "status", "modelStatus", "transitionStatus");
        return state.equals("InvalidSpec") || state.equals("BlockedByFailedLoad")
                ? Optional.of(Text.line(
                        "model: " + OtherKinds.text(object, "status", "modelStatus", "lastFailureInfo", "reason") + ": "
                                + OtherKinds.text(object, "status", "modelStatus", "lastFailureInfo", "message"),
                        300))
                : Optional.empty();
    }
}
