package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Optional;

/** What differs between the kinds of workloads that are released in place. Throws as {@link InPlacePods} does. */
interface InPlaceSet extends InPlacePods {
    /** As the cluster writes it. */
    String kind();

    /** How it stands; empty if it is gone. */
    Optional<? extends InPlaceView> view(ClaimRecord claim);

    /** What is in the way of a release, and what people should know. */
    Findings inspect(Changes changes);

    /**
     * What must be known to put it back.
     *
     * @throws RefusedException if it is not there, or in the middle of its own rollout
     */
    InPlaceOriginals originals(Changes changes);

    /** How many of the pods are ready, behind every Service of the route. */
    int ready(ClaimRecord claim, List<Pod> pods);

    /** Gives it the canary's template, which no more than so many pods are to get; returns it as the server keeps it. */
    HasMetadata begin(InPlaceView view, PodTemplateSpec template, int pods);

    /** Notes the fingerprint of the template that the server keeps. */
    void mark(HasMetadata object);

    /** Gives it that template for all pods. */
    void promote(InPlaceView view, PodTemplateSpec template);

    /** Takes the pods back that a promotion has reached. */
    void giveUp(InPlaceView view);

    /** Takes every mark of the release away and puts its own update strategy back. */
    void clear(InPlaceView view);

    /** The template that a revision keeps; empty if it is gone. */
    Optional<PodTemplateSpec> template(String revision);

    /** The templates to which a way back leads. */
    List<PodTemplateSpec> history(HasMetadata object);
}
