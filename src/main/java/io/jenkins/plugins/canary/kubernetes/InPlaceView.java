package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workload that is released in place, and its live pods, at one moment, compared with what the claim recorded. Pure. */
interface InPlaceView {
    /** Annotation on the workload while a release is open: fingerprint of the canary's template as the server keeps it. */
    String TEMPLATE = "canary.jenkins.io/template";

    HasMetadata object();

    ClaimRecord claim();

    PodTemplateSpec template();

    /** Pods that it is meant to have. */
    int replicas();

    /** Whether its specification holds pods back from the template that it has. */
    boolean isHeld();

    /** How many pods it means to have the canary's version. */
    int wanted();

    /** The pods that do not run the recorded template, while there is a release. */
    List<Pod> canaries();

    /** The pods of the version that stable has: the recorded one, and after a promotion the promoted one. */
    List<Pod> stable();

    /** Whether all that is stable's runs the version that stable has, and is ready. */
    boolean whole();

    default InPlaceOriginals originals() {
        return InPlaceOriginals.of(claim().workload());
    }

    /** Whether this release has begun to change it and has not yet cleared away its marks. */
    default boolean isOurs() {
        return DeploymentArms.isOf(object(), claim().release());
    }

    /** What {@link #TEMPLATE} says; empty if it is not there yet. */
    default String mark() {
        return Optional.ofNullable(object().getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(TEMPLATE, "");
    }

    /** Whose template it has. */
    default InPlaceMode mode() {
        String hash = TemplateHash.of(template());
        if (hash.equals(originals().templateHash())) {
            return InPlaceMode.HOME;
        }
        boolean promoted = claim().promotion()
                .filter(next -> next.templateHash().equals(hash))
                .isPresent();
        if (promoted && !isHeld()) {
            return InPlaceMode.PROMOTED;
        }
        boolean known = promoted || mark().isEmpty() || mark().equals(hash);
        return isOurs() && known ? InPlaceMode.CANARY : InPlaceMode.OTHER;
    }

    /** Whether the controller has seen the present specification. */
    static boolean isSeen(HasMetadata object, Long seen) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null || seen != null && seen >= generation;
    }

    static boolean isReady(Pod pod) {
        return PodStates.readySince(pod).isPresent();
    }
}
