package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.ClaimRecord;
import java.util.Map;

/**
 * A workload whose canary is some of its own pods: giving a pod the new version is the shift, and giving it the old one back is
 * the way home. Every method that writes may be repeated at any time. Throws as {@link io.jenkins.plugins.canary.target.Workload}
 * does.
 */
public interface InPlacePods {
    /**
     * Pods that the workload is meant to have.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if it is not there
     */
    int replicas();

    /** Labels that its pods carry. */
    Map<String, String> podLabels();

    /**
     * Whether exactly so many ready pods run the canary's version behind every Service of the route; for 0: whether none of the
     * workload's pods is this release's canary any more, ready or not.
     */
    boolean carries(ClaimRecord claim, int pods);

    /** Goes towards so many pods with the canary's version, 1 or more. */
    void give(ClaimRecord claim, int pods);

    /** Goes towards none, one pod after the other; a promotion is left as it is. */
    void takeHome(ClaimRecord claim);
}
