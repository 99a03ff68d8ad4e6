package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Instant;
import java.util.Optional;

/** The end of every release: traffic home, read back, drained, and only then the canary gone and the target free. */
final class Homecoming {
    private final Adapters adapters;

    Homecoming(Adapters adapters) {
        this.adapters = adapters;
    }

    /**
     * Sends all traffic to stable, with nothing waited for before.
     *
     * @return the claim that says since when traffic is home; empty while the route does not show it
     */
    Optional<ClaimRecord> trafficHome(ClaimRecord claim, Instant now) {
        if (claim.homeSince().isPresent()) {
            return Optional.of(claim);
        }
        if (adapters.router(claim).homeEndsPods() && !isPromoted(claim)) {
            keepWhileThereArePods(claim, now);
        }
        adapters.router(claim).home(claim);
        if (!adapters.router(claim).isHome(claim)) {
            return Optional.empty();
        }
        ClaimRecord home = adapters.claim().update(claim.home(now)).claim();
        note(home, now, Kinds.HOME, atHome(claim));
        return Optional.of(home);
    }

    /** Drains and removes the canary, and sets the target free. */
    Progress finish(ClaimRecord claim, Ending ending, Instant now) {
        return clear(claim, ending, now).orElseGet(() -> over(claim, ending, now));
    }

    /**
     * Drains and removes the canary, and puts everything back.
     *
     * @return what is waited for; empty when nothing of the canary is left
     */
    Optional<Progress> clear(ClaimRecord claim, Ending ending, Instant now) {
        Instant drained = claim.homeSince().orElse(now).plus(claim.drain());
        if (!claim.exposure().isNothing() && now.isBefore(drained)) {
            return Optional.of(new Progress.Waiting(drained, "traffic is home; the canary drains"));
        }
        if (!adapters.router(claim).isHome(claim)) {
            adapters.router(claim).home(claim);
            return Optional.of(soon(now, "the route was changed meanwhile; sending traffic home again"));
        }
        if (ending.outcome() != Outcome.PROMOTED) {
            keepForensics(claim, now);
        }
        adapters.workload().deleteCanary(claim);
        if (!claim.isFound() && isThereStill(claim)) {
            return Optional.of(soon(now, "the canary is being deleted"));
        }
        adapters.router(claim).clear(claim);
        adapters.workload().releaseCapacity(claim);
        return Optional.empty();
    }

    private boolean isThereStill(ClaimRecord claim) {
        WorkloadState state = adapters.workload().observe(claim);
        return state.canary().isPresent() || state.baseline().isPresent();
    }

    /** Sets the target free. */
    Progress over(ClaimRecord claim, Ending ending, Instant now) {
        ClaimRecord done = adapters.claim().update(claim.done(ending, now)).claim();
        return new Progress.Done(Ended.result(done, adapters.journal(), now));
    }

    private static String atHome(ClaimRecord claim) {
        return claim.atHome().isNothing()
                ? "All traffic goes to stable"
                : "The canary has what it had when it was found: " + claim.atHome();
    }

    private static boolean isPromoted(ClaimRecord claim) {
        return claim.phase() == Phase.PROMOTING;
    }

    /** Nothing that goes wrong with it keeps traffic from going home. */
    private void keepWhileThereArePods(ClaimRecord claim, Instant now) {
        try {
            keepForensics(claim, now);
        } catch (RefusedException | DeniedException | ConflictException e) {
            note(claim, now, "trouble", "No pod of the canary is kept to be looked at: " + e.getMessage());
        }
    }

    private void keepForensics(ClaimRecord claim, Instant now) {
        if (claim.exposure().isNothing() || claim.forensics().isZero()) {
            return;
        }
        adapters.workload()
                .keepForensics(claim, now.plus(claim.forensics()))
                .ifPresent(pod -> note(claim, now, "forensics", "Pod " + pod + " is kept for people to look at"));
    }

    private void note(ClaimRecord claim, Instant now, String kind, String sentence) {
        adapters.journal().append(new Entry.Event(now, kind + "-" + claim.phase(), kind, sentence));
    }

    static Progress.Waiting soon(Instant now, String status) {
        return new Progress.Waiting(now.plus(Raise.POLL), status);
    }
}
