package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Knative Service at one moment, compared with what the claim recorded. Pure.
 *
 * @param claim null where only what stands is looked at, before there is one
 */
record KnativeView(GenericKubernetesResource object, ClaimRecord claim) implements RevisedView {
    /** Annotation while a release is open: name of the canary's revision. */
    static final String REVISION = "canary.jenkins.io/revision";

    KnativeOriginals originals() {
        return KnativeOriginals.of(claim.workload());
    }

    @Override
    public PodTemplateSpec template() {
        return KnativeTemplate.of(object);
    }

    KnativeTraffic traffic() {
        return KnativeTraffic.of(object.get("spec", "traffic"));
    }

    @Override
    public boolean isOurs() {
        return DeploymentArms.isOf(object, claim.release());
    }

    @Override
    public String mark() {
        return annotation(InPlaceView.TEMPLATE);
    }

    @Override
    public String canary() {
        return annotation(REVISION);
    }

    private String annotation(String key) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(key, "");
    }

    @Override
    public String templateBefore() {
        return originals().templateHash();
    }

    /** As long as some of the traffic is led to stable's revision by its name, it is not. */
    @Override
    public boolean isAsFound() {
        return !traffic().shares().containsKey(originals().revision());
    }

    /** Whether its controllers have seen its specification. */
    boolean isSeen() {
        Long generation = object.getMetadata().getGeneration();
        return generation == null
                || object.get("status", "observedGeneration") instanceof Number seen && seen.longValue() >= generation;
    }

    @Override
    public String latestCreated() {
        return OtherKinds.text(object, "status", "latestCreatedRevisionName");
    }

    @Override
    public boolean isSettled() {
        return isSeen()
                && condition(object, "ConfigurationsReady")
                        .filter("True"::equals)
                        .isPresent()
                && !latestCreated().isEmpty()
                && latestCreated().equals(OtherKinds.text(object, "status", "latestReadyRevisionName"));
    }

    /** Whether its traffic really goes as that says, as its controllers tell. */
    boolean isRouted(Map<String, Integer> shares) {
        return isSeen()
                && condition(object, "RoutesReady").filter("True"::equals).isPresent()
                && KnativeTraffic.of(object.get("status", "traffic")).shares().equals(shares);
    }

    @Override
    public boolean isHome() {
        Map<String, Integer> wanted = traffic().shares();
        return !wanted.containsKey(canary()) && !wanted.containsKey(KnativeTraffic.LATEST) && isRouted(wanted);
    }

    @Override
    public boolean isPromoted() {
        Map<String, Integer> told =
                KnativeTraffic.of(object.get("status", "traffic")).shares();
        return isSettled() && told.size() == 1 && !told.containsKey(originals().revision()) && isRouted(told);
    }

    /** The status of a condition; empty if it is not told. */
    static Optional<String> condition(GenericKubernetesResource object, String type) {
        return find(object, type).map(condition -> String.valueOf(condition.get("status")));
    }

    /** Why a condition does not hold; empty if it does, or may yet. */
    static Optional<String> trouble(GenericKubernetesResource object, String type) {
        return find(object, type)
                .filter(condition -> "False".equals(condition.get("status")))
                .map(condition -> Text.line(condition.get("reason") + ": " + condition.get("message"), 300));
    }

    private static Optional<Map<?, ?>> find(GenericKubernetesResource object, String type) {
        if (!(object.get("status", "conditions") instanceof List<?> conditions)) {
            return Optional.empty();
        }
        for (Object one : conditions) {
            if (one instanceof Map<?, ?> condition && type.equals(condition.get("type"))) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }
}
