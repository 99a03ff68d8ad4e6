package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Originals;
import java.util.List;
import java.util.Optional;

/**
 * A workload of which Knative makes a revision for every template, and whose traffic is split between revisions by the object
 * itself. Stateless; every method that writes may be repeated, and then does only what is missing.
 */
interface Revised {
    /** What messages call it, with its name. */
    String who();

    /**
     * Looks for it.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if it is not there
     */
    void mustBeThere();

    /** What would make a release impossible; sentences. */
    List<String> problems(Changes changes);

    /** What must be known to put it back. */
    Originals originals(Changes changes);

    /** Name of the revision that had all traffic when a claim was opened. */
    String stable(ClaimRecord claim);

    /** How it stands; empty if it is gone. */
    Optional<? extends RevisedView> view(ClaimRecord claim);

    /** Begins, or goes on with, what makes a revision of the new version. */
    void begin(ClaimRecord claim, Changes changes);

    /** Whether exactly that share is wanted and, as its controllers tell, given. */
    boolean carries(ClaimRecord claim, int weight);

    /** Gives the canary's revision that percentage. */
    void give(ClaimRecord claim, int weight);

    /** Sends all traffic to stable's revision; a promotion is left as it is. */
    void takeHome(ClaimRecord claim);

    /** Lets all traffic follow the canary's template. */
    void promote(ClaimRecord claim);

    /** Takes a promotion back: while the release is open its weight comes back, afterwards the version before. */
    void giveUp(ClaimRecord claim);

    /**
     * Looks whether the version before could be put back.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if what kept it is gone
     */
    void mustBeRestorable(ClaimRecord claim);

    /** Goes towards an object without any mark of the release; one write at a time. */
    void clear(ClaimRecord claim);
}
