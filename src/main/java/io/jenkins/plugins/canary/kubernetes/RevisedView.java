package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Optional;

/** How a workload stands of which Knative makes revisions, compared with what the claim recorded. */
interface RevisedView {
    /** The template of its newest revision, as its users write it. */
    PodTemplateSpec template();

    /** Whether it bears the marks of the release. */
    boolean isOurs();

    /** Whose template it has; it is promoted once the traffic follows that template. */
    InPlaceMode mode();

    /** Name of the canary's revision; empty if that is not known yet, or no more. */
    String canary();

    /** The latest revision that its controllers have made; empty if there is none. */
    String latestCreated();

    /** Whether the latest revision is of the present template, and ready. */
    boolean isSettled();

    /** Whether all traffic goes to the promoted template's revision. */
    boolean isPromoted();

    /** What its controllers say is wrong with the template, besides what they say of its revision; empty if nothing is. */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
