package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A workload that can stand twice: stable and canary. Stateless: everything it needs to know of the release is in the claim's
 * record. Every method that writes may be repeated at any time, after any crash, and then does only what is missing.
 *
 * <p>Methods throw {@link RefusedException} for users' mistakes, {@link ConflictException}, {@link UnavailableException} and
 * {@link DeniedException} as their names say; then the caller looks again later.
 */
public interface Workload {
    /**
     * Looks for rights that are missing for the release, the claim's included; changes nothing.
     *
     * @param originals what {@link #originals} found; empty if it could not be found
     * @param route what the router planned; empty if it could not plan
     * @param terms what is agreed of the release
     * @param forensics how long a pod of a rolled back canary is to be kept
     * @return verb and object each, empty if none is missing
     */
    List<String> missingRights(
            Optional<Originals> originals, Optional<RoutePlan> route, Terms terms, Duration forensics);

    /**
     * Looks for what would make the release impossible, and for what people should know of it; changes nothing.
     *
     * @param pods that the canary has at its largest weight
     */
    Findings inspect(Changes changes, RoutePlan route, int pods);

    /**
     * Looks for what would make a fresh copy of stable beside the canary impossible, and for what people should know of it;
     * changes nothing.
     *
     * @param pods that the canary has at its largest weight, and the copy too
     */
    default Findings inspectBaseline(Changes changes, RoutePlan route, int pods) {
        return new Findings(
                List.of(
                        "baseline: fresh needs a workload of its own for the copy of stable, and there is none where the canary is"
                                + " some of the workload's own pods; compare with stable"),
                List.of());
    }

    /**
     * What must be recorded before the first change: which template and which capacity stable has, which autoscaler floor, what
     * the release will create beside the canary.
     *
     * @throws RefusedException if the workload does not exist
     */
    Originals originals(Changes changes);

    /** Replicas that stable is meant to have now, before a release. */
    int replicas();

    /** What stands now, compared with what the claim recorded. */
    WorkloadState observe(ClaimRecord claim);

    /** What the arm's objects are called. */
    ArmNames names(ClaimRecord claim, Arm arm);

    /** Keeps stable at its starting capacity for the whole release (raises an autoscaler's floor). */
    void holdCapacity(ClaimRecord claim);

    /** Creates whatever of the canary is missing, and of the copy of stable if the terms say that there is one. */
    void createCanary(ClaimRecord claim, Changes changes, int replicas);

    /** Gives the canary that many replicas, and the copy of stable, if there is one, as many. */
    void scaleCanary(ClaimRecord claim, int replicas);

    /**
     * What stable would become if the canary as it runs were promoted; changes nothing.
     *
     * @throws RefusedException if the canary's pods do not all run the same image
     */
    Promotion promotion(ClaimRecord claim);

    /** Makes stable what {@link ClaimRecord#promotion()} says; does not wait. */
    void promote(ClaimRecord claim);

    /**
     * Looks whether {@link #restoreStable} could still give stable its recorded template; changes nothing.
     *
     * @throws RefusedException if what kept that template is gone
     */
    default void mustBeRestorable(ClaimRecord claim) {}

    /** Gives stable back the template that was recorded, if it has the promoted one; never touches anybody else's. */
    void restoreStable(ClaimRecord claim);

    /**
     * Takes one pod of the canary out of all traffic and lets it live on, for people to look at.
     *
     * @param until when the next release on the target, or anybody, may delete it; written on the pod
     * @return the pod's name; empty if no pod is left
     */
    Optional<String> keepForensics(ClaimRecord claim, Instant until);

    /** What can be told of the canary's pods for a post-mortem: states, restarts, last words, events. One line each. */
    List<String> evidence(ClaimRecord claim);

    /** Deletes everything of the canary and of the copy of stable; until both are gone, the canary is observed. */
    void deleteCanary(ClaimRecord claim);

    /** Gives an autoscaler its own floor back. */
    void releaseCapacity(ClaimRecord claim);
}
